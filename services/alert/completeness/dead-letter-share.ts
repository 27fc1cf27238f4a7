import { DEAD_LETTERS } from '#shared/stream/topics.ts';
import { HOUR } from '../detection/windows.ts';
import type { Activity } from './activity.ts';
import { growth } from './growth.ts';

/** Of fewer records a share says nothing. */
const LEAST_RECORDS = 100;

/**
 * Dead letters written in the hour before `now` (milliseconds UTC) by record written to the feeds in it, 0 to 1; 0 when
 * fewer than 100 records came in.
 */
export function deadLetterShare(activity: Activity, now: number): number {
  const feeds = activity.feeds().map(([, counts]) => counts);
  const records = growth(feeds, now - HOUR, now);
  if (records < LEAST_RECORDS) return 0;
  return Math.min(1, growth(activity.of(DEAD_LETTERS), now - HOUR, now) / records);
}
