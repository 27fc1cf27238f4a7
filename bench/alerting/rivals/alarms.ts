import type { Rival } from './rival.ts';
import type { RollingHours } from './rolling-hours.ts';

/** After an alarm a rule is silent for six hours. */
const COOL_DOWN_MINUTES = 360;

/**
 * When a rule raises an alarm, as buckets that are over by then.
 *
 * @param from, to buckets; the rule is asked after each bucket between
 * @param everyMinutes how often it is asked: each bucket where that is not longer
 */
export function alarms(
  rival: Rival,
  hours: RollingHours,
  from: number,
  to: number,
  everyMinutes: number,
): number[] {
  const every = Math.max(1, everyMinutes / hours.bucketMinutes);
  const coolDown = COOL_DOWN_MINUTES / hours.bucketMinutes;
  const found: number[] = [];
  let at = Math.ceil((from + 1) / every) * every;
  while (at <= Math.min(to, hours.buckets)) {
    if (rival.holds(hours, at)) {
      found.push(at);
      at += Math.ceil(coolDown / every) * every;
    } else at += every;
  }
  return found;
}
