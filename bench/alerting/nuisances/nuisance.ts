import type { Random } from '#shared/classifier/training/random.ts';
import type { SummedSeries } from '../../../services/alert/detection/series.ts';
import type { Arrival } from '../watch.ts';

/** Something that must not page anybody, on one series. */
export interface Scene {
  /** What is there in the end. */
  readonly series: SummedSeries;
  /** What of it is there at the time; all at once where it is left out. */
  readonly arrivals?: readonly Arrival[];
  /** Pages are counted between, milliseconds UTC. */
  readonly from: number;
  readonly to: number;
}

export interface Nuisance {
  readonly name: string;
  /** A scene on a product of this rate. */
  scene(hourly: number, random: Random): Scene;
}

export const MINUTE = 60_000;
export const DAY_MINUTES = 1_440;
/** The event happens after so much history: as much as a baseline takes. */
export const HISTORY_MINUTES = 31 * DAY_MINUTES;
export const WEEKS = 7;

/** Any minute of the week after the history. */
export const momentOf = ({ next }: Random): number => HISTORY_MINUTES + Math.floor(next() * 7 * DAY_MINUTES);
