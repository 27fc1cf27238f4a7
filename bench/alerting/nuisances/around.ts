import { summed, type CountSeries } from '../../../services/alert/detection/series.ts';
import { DAY_MINUTES, MINUTE, type Scene } from './nuisance.ts';

/** The scene that begins at a minute of a series and goes on for a number of days. */
export function around(counts: CountSeries, minute: number, days: number): Scene {
  const from = counts.start + minute * MINUTE;
  return { series: summed(counts), from, to: from + days * DAY_MINUTES * MINUTE };
}
