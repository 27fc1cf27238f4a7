import { fixedShare } from './fixed-share.ts';
import { meanAndDeviations } from './mean-and-deviations.ts';
import { pointsOverHour } from './points-over-hour.ts';
import type { RollingHours } from './rolling-hours.ts';
import { weekAverage } from './week-average.ts';

/** A rule that others use or recommend. */
export interface Rival {
  readonly name: string;
  /** Whether it holds when so many buckets are over. */
  holds(hours: RollingHours, at: number): boolean;
}

export const rivals: readonly Rival[] = [meanAndDeviations, weekAverage, fixedShare, pointsOverHour];
