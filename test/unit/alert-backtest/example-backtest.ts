import type { Alert, Backtest } from '../../../services/alert/backtest/alert.ts';
import { MINUTE } from '../../../services/alert/detection/windows.ts';
import { buckets, seriesOf } from './generated-counts.ts';

const start = Date.UTC(2025, 2, 3);
const at = (day: number, hour: number, minute = 0): number => Date.UTC(2025, 2, day, hour, minute);

const surge: Alert = {
  product: 'aurora-phone',
  kind: 'surge',
  severity: 'warning',
  peakSeverity: 'critical',
  window: '15m',
  negative: 9,
  mentions: 12,
  baselineShare: 0.153_42,
  expected: 1.2,
  openedAt: at(8, 14, 5),
  resolvedAt: at(8, 17, 25),
  excessSince: at(8, 13, 50),
};
const tone: Alert = {
  product: '<brew> & "box"',
  kind: 'tone',
  severity: 'serious',
  peakSeverity: 'serious',
  window: '6h',
  negative: 140,
  mentions: 1_204,
  baselineShare: 0.031,
  expected: 38.2,
  openedAt: at(9, 23, 55),
  resolvedAt: null,
  excessSince: at(9, 19, 30),
};

const history = { start, days: 7, bucketMinutes: 5, mentionsAnHour: 30, share: 0.15 };
const names = [surge.product, tone.product, 'trailhead-shoes'];

/** Two alerts at balanced, three at sensitive, none at strict, of three products in a week. */
export const exampleBacktest: Backtest = {
  counts: names.map((product, i) => ({ product, series: seriesOf(buckets({ ...history, seed: i }), 5) })),
  alerts: {
    sensitive: [
      surge,
      {
        ...surge,
        openedAt: surge.openedAt + 600 * MINUTE,
        excessSince: surge.openedAt,
        resolvedAt: at(9, 1),
      },
      tone,
    ],
    balanced: [surge, tone],
    strict: [],
  },
  period: { from: start, to: at(10, 0) },
  productWeeks: 3,
};

export const emptyBacktest: Backtest = {
  counts: [],
  alerts: { sensitive: [], balanced: [], strict: [] },
  period: null,
  productWeeks: 0,
};
