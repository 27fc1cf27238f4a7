import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { replayProducts, type Stretch } from '../../../services/alert/backtest/replay-products.ts';
import { minutesLate, summaries, type Backtest } from '../../../services/alert/backtest/alert.ts';
import { DAY, HOUR, MINUTE } from '../../../services/alert/detection/windows.ts';
import { buckets, seriesOf, type Bucket, type Crisis } from './generated-counts.ts';

const start = Date.UTC(2025, 2, 3);
const crisis: Crisis = {
  from: start + 10 * DAY + 9 * HOUR,
  to: start + 10 * DAY + 13 * HOUR,
  share: 0.6,
  volume: 3,
};
const usual = { start, days: 14, bucketMinutes: 15, mentionsAnHour: 20, share: 0.15 };
const calm = buckets({ ...usual, seed: 2 });
const struck = buckets({ ...usual, crises: [crisis] });

const backtest = (products: Readonly<Record<string, readonly Bucket[]>>, stretch: Stretch = {}): Backtest =>
  replayProducts(
    Object.entries(products).map(([product, all]) => ({ product, series: seriesOf(all, 15) })),
    stretch,
  );

describe('a backtest', () => {
  test('finds a crisis at every sensitivity, soon, with the figures of that moment, and nothing else', () => {
    const { alerts } = backtest({ calm, struck });
    for (const [alert, ...others] of Object.values(alerts)) {
      assert.deepEqual(others, []);
      assert.equal(alert?.product, 'struck');
      assert.ok(alert.openedAt > crisis.from && alert.openedAt <= crisis.from + HOUR);
      assert.ok(
        alert.resolvedAt !== null && alert.resolvedAt > crisis.to && alert.resolvedAt < crisis.to + 8 * HOUR,
      );
      assert.ok(Math.abs(alert.excessSince - crisis.from) <= 30 * MINUTE);
      assert.ok(alert.negative / alert.mentions > 0.3);
      assert.ok(Math.abs(alert.baselineShare - 0.15) < 0.03);
    }
  });

  test('counts alerts, product-weeks and the median of how late, by sensitivity', () => {
    const found = backtest({ calm, struck });
    assert.ok(Math.abs(found.productWeeks - 4) < 0.01);
    for (const { sensitivity, alerts, perProductWeek, medianMinutesLate } of summaries(found)) {
      assert.equal(alerts, 1);
      assert.equal(perProductWeek, 1 / found.productWeeks);
      assert.equal(medianMinutesLate, minutesLate(found.alerts[sensitivity][0]!));
    }
    assert.deepEqual(summaries(backtest({ calm }))[1], {
      sensitivity: 'balanced',
      alerts: 0,
      perProductWeek: 0,
      medianMinutesLate: null,
    });
  });

  test('of some products, or of a stretch, finds their alerts as if it were of all', () => {
    const all = backtest({ calm, struck });
    assert.deepEqual(backtest({ calm, struck }, { products: new Set(['struck']) }).alerts, all.alerts);
    const around = { from: start + 9 * DAY, to: start + 12 * DAY };
    const some = backtest({ calm, struck }, around);
    assert.deepEqual(some.alerts, all.alerts);
    assert.deepEqual(some.period, around);
    assert.ok(Math.abs(some.productWeeks - 6 / 7) < 1e-9);
    assert.deepEqual(backtest({ calm, struck }, { to: start + 9 * DAY }).alerts.sensitive, []);
  });

  test('of nothing finds nothing', () => {
    assert.deepEqual(backtest({}), {
      counts: [],
      alerts: { sensitive: [], balanced: [], strict: [] },
      period: null,
      productWeeks: 0,
    });
  });

  test('does not know the future: what comes after a moment changes no alert that opened before', () => {
    const change = fc.record({
      seed: fc.integer(),
      at: fc.integer({ min: 1, max: 14 * 96 - 1 }),
      later: fc.constantFrom<'nothing' | 'zeros' | 'negatives' | 'another'>(
        'nothing',
        'zeros',
        'negatives',
        'another',
      ),
    });
    const story = {
      ...usual,
      days: 14,
      crises: [crisis, { ...crisis, from: start + 3 * DAY, to: start + 3 * DAY + HOUR }],
    };
    fc.assert(
      fc.property(change, ({ seed, at, later }) => {
        const one = buckets({ ...story, seed });
        const two = buckets({ ...story, crises: [], seed: seed + 1 });
        const other = { nothing: [], zeros: [0, 0], negatives: [40, 40], another: [30, 5] }[later];
        const changed = (all: readonly Bucket[]): Bucket[] =>
          all.flatMap((bucket, i) =>
            i < at
              ? [bucket]
              : other.length === 0
                ? []
                : [{ time: bucket.time, mentions: other[0]!, negative: other[1]! }],
          );
        const before = start + at * 15 * MINUTE;
        const opened = (found: Backtest) =>
          Object.values(found.alerts)
            .flat()
            .filter(({ openedAt }) => openedAt <= before)
            // How an alert went on lies after the moment: it may even come back when it was resolved before.
            .map((alert) => ({ ...alert, resolvedAt: null, peakSeverity: null }));
        assert.deepEqual(
          opened(backtest({ one: changed(one), two: changed(two) })),
          opened(backtest({ one, two })),
        );
      }),
      { numRuns: 15 },
    );
  });
});
