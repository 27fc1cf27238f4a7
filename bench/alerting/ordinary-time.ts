import { ignorance } from '../../services/alert/detection/history.ts';
import { replay } from '../../services/alert/detection/replay.ts';
import { summed, type CountSeries } from '../../services/alert/detection/series.ts';
import { windows } from '../../services/alert/detection/windows.ts';
import { alarms } from './rivals/alarms.ts';
import { rivals } from './rivals/rival.ts';
import { rollingHours } from './rivals/rolling-hours.ts';

/** How often a rule is asked, minutes. */
export const cadences = [1, 60] as const;
const WEEK_MINUTES = 7 * 1_440;

/** False alerts of one way to alert, and the product-weeks that they come from. */
export interface FalseAlerts {
  readonly name: string;
  /** After the weeks of history. */
  late: number;
  lateWeeks: number;
  /** In them. */
  early: number;
  earlyWeeks: number;
  /** After the weeks of history: first openings by test and window, e.g. `surge, 15m`. Ours only. */
  readonly openings: Map<string, number>;
}

export const OURS = 'Tonewatch';

/** The ways to alert that are compared, none of them asked yet. */
export function contenders(): FalseAlerts[] {
  const none = { late: 0, lateWeeks: 0, early: 0, earlyWeeks: 0 };
  const names = [OURS, ...rivals.flatMap(({ name }) => cadences.map((every) => rivalName(name, every)))];
  return names.map((name) => ({ name, ...none, openings: new Map() }));
}

export const rivalName = (name: string, every: number): string =>
  `${name}, ${every === 1 ? 'every minute' : 'hourly'}`;

/**
 * Adds what a series without any crisis raises. An incident that opens again is an alert again, since people are told again. Rules
 * of others are asked after seven days of history only; of the first two weeks they have the second.
 *
 * @param historyWeeks how many weeks are history
 */
export function countFalseAlerts(
  tally: readonly FalseAlerts[],
  counts: CountSeries,
  historyWeeks: number,
): void {
  const split = (historyWeeks * WEEK_MINUTES) / counts.bucketMinutes;
  const weeks = (counts.mentions.length * counts.bucketMinutes) / WEEK_MINUTES;
  const add = (name: string, early: number, late: number, knownFrom: number): void => {
    const entry = tally.find((each) => each.name === name)!;
    entry.early += early;
    entry.late += late;
    entry.earlyWeeks += historyWeeks - knownFrom;
    entry.lateWeeks += weeks - historyWeeks;
  };
  const { incidents } = replay(summed(counts), { sensitivity: 'balanced', prior: () => ignorance });
  const boundary = counts.start + historyWeeks * WEEK_MINUTES * 60_000;
  const told = (isEarly: boolean): number =>
    incidents
      .filter(({ openedAt }) => openedAt < boundary === isEarly)
      .reduce((sum, { reopened }) => sum + 1 + reopened, 0);
  add(OURS, told(true), told(false), 0);
  const { openings } = tally.find(({ name }) => name === OURS)!;
  for (const { openedAt, opening } of incidents) {
    const test = `${opening.kind}, ${windows[opening.window].name}`;
    if (openedAt >= boundary) openings.set(test, (openings.get(test) ?? 0) + 1);
  }
  const hours = rollingHours(counts);
  for (const rival of rivals)
    for (const every of cadences) {
      const raised = alarms(rival, hours, WEEK_MINUTES / counts.bucketMinutes, hours.buckets, every);
      const early = raised.filter((at) => at <= split).length;
      add(rivalName(rival.name, every), early, raised.length - early, 1);
    }
}
