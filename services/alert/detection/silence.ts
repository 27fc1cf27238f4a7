import { HOURS_OF_WEEK } from './baseline.ts';
import type { History } from './history.ts';
import { HOUR, MINUTE } from './windows.ts';

/** So many mentions due and none there: by chance once in 160,000 times, for counts that stray no more than Poisson's. */
export const DUE_IN_SILENCE = 12;

/**
 * The excluded tiles together with those of stretches without a mention in which DUE_IN_SILENCE were due; null when there
 * is no such stretch. `rate`: expected mentions an hour, by hour of the week.
 */
export function silentTiles(
  { start, tileMinutes, mentions, excluded }: History,
  rate: Float64Array,
): Uint8Array | null {
  let found: Uint8Array | null = null;
  let from = 0;
  let due = 0;
  for (let tile = 0; tile <= mentions.length; tile += 1) {
    if (tile < mentions.length && mentions[tile] === 0) {
      const hour = Math.floor((start + tile * tileMinutes * MINUTE) / HOUR) % HOURS_OF_WEEK;
      due += ((rate[hour] ?? 0) * tileMinutes) / 60;
      continue;
    }
    if (due >= DUE_IN_SILENCE) {
      found ??= Uint8Array.from(excluded);
      found.fill(1, from, tile);
    }
    from = tile + 1;
    due = 0;
  }
  return found;
}
