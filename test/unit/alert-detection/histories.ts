import type { History } from '../../../services/alert/detection/history.ts';
import { DAY } from '../../../services/alert/detection/windows.ts';

export const TILES_A_DAY = 96;

export interface Tile {
  readonly mentions: number;
  /** As many as mentions where nothing is said. */
  readonly scored?: number;
  readonly negative: number;
  readonly excluded?: boolean;
}

/** History in tiles of a quarter of an hour, from a Thursday at 00:00 UTC on: hour 0 of the week. */
export function historyOf(tiles: readonly Tile[]): History {
  return {
    start: 2_800 * 7 * DAY,
    tileMinutes: 15,
    mentions: Float64Array.from(tiles, ({ mentions }) => mentions),
    scored: Float64Array.from(tiles, ({ mentions, scored = mentions }) => scored),
    negative: Float64Array.from(tiles, ({ negative }) => negative),
    excluded: Uint8Array.from(tiles, ({ excluded }) => (excluded ? 1 : 0)),
  };
}

/** So many days, tile by tile. */
export const days = (count: number, tile: (i: number) => Tile): Tile[] =>
  Array.from({ length: count * TILES_A_DAY }, (_, i) => tile(i));
