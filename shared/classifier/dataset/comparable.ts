import { decodeEntities, decodeEscapes } from '../../text/decoding.ts';

const LINK = /\S*(?:https?:\/\/|www\.)\S*/giu;
/** With what hangs on it: collections that hide users write `@user` for `@name's` too. */
const MENTION = /@\S+/gu;
const REPOST = /\b[RM]T\b/gu;
const NO_LETTER = /[^\p{L}\p{M}]+/gu;

/**
 * What two copies of one text have in common: its letters, without case, once links, mentions, punctuation, figures and
 * white space are left out. A text without letters (an emoji, say) is compared as it is.
 */
export function comparable(text: string): string {
  const plain = decodeEscapes(decodeEntities(text)).normalize('NFKC');
  const words = plain.replace(LINK, ' ').replace(MENTION, ' ').replace(REPOST, ' ');
  const letters = words.replace(NO_LETTER, '').toLowerCase();
  return letters === '' ? plain.trim() : letters;
}
