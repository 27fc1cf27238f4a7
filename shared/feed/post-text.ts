import { decode } from 'html-entities';

const anySurrogate = /[\ud800-\udfff]/;
const loneSurrogate = /\p{Surrogate}/gu;

/**
 * HTML entities in a text to the characters they stand for; only those that end in a semicolon, so that `AT&T` stays as
 * it is. What is no text is passed on for the check to refuse.
 */
export const decodeEntities = (text: unknown): unknown =>
  typeof text === 'string' && text.includes('&') ? decode(text, { scope: 'strict' }) : text;

/** A text that UTF-8 and PostgreSQL can hold: NUL characters go, halves of characters become U+FFFD. */
export function storable(text: string): string {
  const whole = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return anySurrogate.test(whole) ? whole.replace(loneSurrogate, '\ufffd') : whole;
}
