import { oneLine } from './one-line.ts';

/** Something to open or to type. */
export interface Link {
  readonly label: string;
  /** An address in its normal form, or a command. */
  readonly to: string;
  readonly isAddress: boolean;
}

/** Longer ones are cut by clients, and lead nowhere then. */
const LONGEST_ADDRESS = 1_000;

/** The address in its normal form (a host in letters of another script shows as `xn--…`); null unless it is http(s). */
export function addressOf(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && href.length <= LONGEST_ADDRESS ? href : null;
}

/** Null when there is nothing to open or type. */
export function linkTo(label: string, target: string): Link | null {
  const address = addressOf(target);
  const to = address ?? oneLine(target, 300);
  return to === '' ? null : { label, to, isAddress: address !== null };
}
