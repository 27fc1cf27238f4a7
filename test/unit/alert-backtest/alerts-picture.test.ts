import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { alertsPicture } from '../../../services/alert/backtest/picture/alerts-picture.ts';
import { timeTicks } from '../../../services/alert/backtest/picture/time-ticks.ts';
import { band } from '../../../services/alert/backtest/picture/usual-share.ts';
import type { Backtest } from '../../../services/alert/backtest/alert.ts';
import { betaBinomialTail } from '../../../services/alert/detection/tails.ts';
import { DAY, HOUR, MINUTE } from '../../../services/alert/detection/windows.ts';
import { emptyBacktest, exampleBacktest } from './example-backtest.ts';

const draw = (backtest: Backtest): string => alertsPicture(backtest, backtest.counts, 'balanced');

/** Every element is closed by its own end, in order, and every number is one. */
function assertWellFormed(markup: string): void {
  const open: string[] = [];
  for (const [, end, name, empty] of markup.matchAll(
    /<(\/?)([a-z][\w-]*)(?:\s[\w:-]+="[^"<]*")*\s*(\/?)>/giu,
  )) {
    if (empty === '/') continue;
    if (end === '/') assert.equal(open.pop(), name);
    else open.push(name ?? '');
  }
  assert.deepEqual(open, []);
  assert.equal(markup.match(/<(?![a-z/])/iu), null);
  assert.doesNotMatch(markup, /NaN|undefined|Infinity/u);
}

const firstDays = (days: number): Backtest => ({
  ...exampleBacktest,
  period: { from: Date.UTC(2025, 2, 3), to: Date.UTC(2025, 2, 3) + days * DAY },
});

describe('the picture of a backtest', () => {
  test('is well-formed: of a week, an hour, five minutes, without mentions, of nothing', () => {
    const some = [exampleBacktest, firstDays(1 / 24), firstDays(1 / 288), emptyBacktest];
    const silent = exampleBacktest.counts.map(({ product, series }) => {
      const none = new Uint32Array(series.mentions.length);
      const sums = new Float64Array(none.length + 1);
      return {
        product,
        series: {
          ...series,
          mentions: none,
          negative: none,
          mentionsBefore: sums,
          scoredBefore: sums,
          negativeBefore: sums,
        },
      };
    });
    for (const each of [...some, { ...exampleBacktest, counts: silent }]) assertWellFormed(draw(each));
  });

  test('has a panel for each product, with a mark and a shade for each of its alerts', () => {
    const drawn = draw(exampleBacktest);
    assert.match(drawn, />2 alerts at balanced · 3 products</u);
    assert.match(drawn, />&lt;brew&gt; &amp; &quot;box&quot;</u);
    for (const text of ['surge, warning → critical', 'tone, serious'])
      assert.ok(drawn.includes(`>${text}<`), text);
    assert.equal(drawn.match(/>no alerts · share over 6 h, mentions in 1 h</gu)?.length, 1);
  });

  test('shows the twelve products with the most alerts, and says so', () => {
    const [first] = exampleBacktest.counts;
    const counts = Array.from({ length: 20 }, (_, i) => ({ ...first!, product: `p${i}` }));
    const alerts = counts
      .slice(3)
      .map(({ product }) => ({ ...exampleBacktest.alerts.balanced[0]!, product }));
    const drawn = draw({
      ...exampleBacktest,
      counts,
      alerts: { ...exampleBacktest.alerts, balanced: alerts },
    });
    assert.match(drawn, />17 alerts at balanced · the 12 of 20 products with the most</u);
    assert.equal(drawn.match(/>1 alert · /gu)?.length, 12);
  });
});

test('the band holds what chance does 99 times of 100', () => {
  const cases = fc.record({
    n: fc.integer({ min: 5, max: 2_000 }),
    mean: fc.double({ min: 0.01, max: 0.95, noNaN: true }),
    correlation: fc.double({ min: 0, max: 0.2, noNaN: true }),
  });
  fc.assert(
    fc.property(cases, ({ n, mean, correlation }) => {
      const [low, high] = band(n, mean, correlation);
      assert.ok(low >= 0 && low <= mean + 1 / n && high >= mean - 1 / n && high <= 1);
      assert.ok(betaBinomialTail(Math.round(high * n) + 1, n, mean, correlation) < 0.005);
      assert.ok(betaBinomialTail(n - Math.round(low * n) + 1, n, 1 - mean, correlation) < 0.005);
    }),
  );
});

test('times on the axis are round, few, and begin weeks on Mondays', () => {
  const monday = Date.UTC(2025, 2, 3);
  const { times, write } = timeTicks(monday - DAY, monday + 42 * DAY, 11);
  assert.deepEqual([write(times[0]!), times.length], ['Mon 3 Mar', 7]);
  const day = timeTicks(monday, monday + DAY, 11);
  assert.deepEqual(
    [0, 1].map((i) => day.write(day.times[i]!)),
    ['Mon 3 Mar', '03:00'],
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 * 24 * 60 }), fc.nat(1e6), (minutes, from) => {
      const found = timeTicks(from * MINUTE, (from + minutes) * MINUTE, 11).times;
      assert.ok(found.length <= 12 && found.every((time) => time % HOUR === 0));
    }),
  );
});
