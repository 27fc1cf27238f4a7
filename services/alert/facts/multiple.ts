import type { Finding } from '../detection/finding.ts';

/** Where next to nothing is usual, that it is much is all that can be said. */
const MOST = 1_000;

/** How many times the usual it is: of a tone shift the share, of a surge the number of negatives; 1,000 at most. */
export function multipleOfUsual({ kind, negative, mentions, baselineShare, expected }: Finding): number {
  const [now, usual] =
    kind === 'tone' ? [negative / Math.max(mentions, 1), baselineShare] : [negative, expected];
  return Math.min(MOST, now / Math.max(usual, Number.MIN_VALUE));
}
