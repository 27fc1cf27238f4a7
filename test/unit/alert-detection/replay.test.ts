import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ignorance } from '../../../services/alert/detection/history.ts';
import type { Incident } from '../../../services/alert/detection/lifecycle.ts';
import { replay, type Replay, type ReplayOptions } from '../../../services/alert/detection/replay.ts';
import { sensitivities } from '../../../services/alert/detection/sensitivity.ts';
import type { SummedSeries } from '../../../services/alert/detection/series.ts';
import { DAY, HOUR, MINUTE } from '../../../services/alert/detection/windows.ts';
import { buckets, seriesOf, type Bucket, type Crisis } from '../alert-backtest/generated-counts.ts';

const start = Date.UTC(2026, 1, 2, 5, 30);
const usual = { start, days: 12, bucketMinutes: 15, mentionsAnHour: 20, share: 0.15 };
const crisisAt = (day: number, hour: number, hours: number): Crisis => {
  const from = start + day * DAY + hour * HOUR;
  return { from, to: from + hours * HOUR, share: 0.6, volume: 3 };
};
const crisis = crisisAt(9, 0, 3);
/** The first soon after the first mention, the last up to the end. */
const crises = [crisisAt(2, 4, 2), crisisAt(5, 4, 1), crisisAt(5, 9, 1), crisis, crisisAt(11, 23, 1)];
const eventful = buckets({ ...usual, mentionsAnHour: 60, crises, seed: 2 });

const replayed = (series: SummedSeries, options: Partial<ReplayOptions> = {}): Replay =>
  replay(series, { sensitivity: 'sensitive', prior: () => ignorance, ...options });

describe('a replay', () => {
  test('of a clear crisis finds one incident, soon, that is over some hours later', () => {
    for (const seed of [1, 2, 3]) {
      const series = seriesOf(buckets({ ...usual, crises: [crisis], seed }), 15);
      const { incidents, life } = replayed(series, { sensitivity: 'balanced' });
      assert.equal(incidents.length, 1);
      const [{ openedAt, resolvedAt, peak }] = incidents as [Incident];
      assert.ok(openedAt > crisis.from && openedAt <= crisis.from + HOUR);
      assert.ok(resolvedAt !== null && resolvedAt > crisis.to && resolvedAt < crisis.to + 10 * HOUR);
      assert.ok(peak.negative / peak.mentions > 0.3);
      assert.equal(life.incident, incidents[0]);
    }
  });

  test('of what is never negative finds none, however many there are', () => {
    const nothing = eventful.map((bucket) => ({ ...bucket, negative: 0 }));
    assert.deepEqual(replayed(seriesOf(nothing, 15)), {
      incidents: [],
      life: { pendingAt: null, incident: null },
    });
    const silence = eventful.map((bucket) => ({ ...bucket, mentions: 0, negative: 0 }));
    assert.deepEqual(replayed(seriesOf(silence, 15)).incidents, []);
  });

  test('finds it no sooner at a stricter setting', () => {
    const series = seriesOf(buckets({ ...usual, crises: [crisis] }), 15);
    const times = sensitivities.map(
      (sensitivity) => replayed(series, { sensitivity }).incidents[0]?.openedAt ?? Infinity,
    );
    assert.ok(times[0]! < Infinity);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  });

  test('of the same a whole number of weeks later finds the same, so much later', () => {
    // Numbers that are added up along the Unix clock differ in their last digits.
    const shape = (incidents: readonly Incident[], shift: number): unknown =>
      JSON.parse(
        JSON.stringify(incidents, (key, value: unknown) => {
          if (typeof value !== 'number') return value;
          return /At$|Since$/u.test(key) ? value - shift : Number(value.toPrecision(9));
        }),
      );
    const all = replayed(seriesOf(eventful, 15)).incidents;
    assert.equal(all.length, 3);
    for (const weeks of [1, 2, 53]) {
      const shift = weeks * 7 * DAY;
      const later = eventful.map((bucket) => ({ ...bucket, time: bucket.time + shift }));
      assert.deepEqual(shape(replayed(seriesOf(later, 15)).incidents, shift), shape(all, 0));
    }
  });

  test('does not know the future: what comes after a moment changes nothing before it', () => {
    const bucket = fc.record({ mentions: fc.nat(60), part: fc.nat(100) });
    const future = fc.array(bucket, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: eventful.length - 1 }), future, (at, later) => {
        const changed: Bucket[] = eventful.map((each, i) => {
          if (i < at) return each;
          const { mentions, part } = later[i % later.length]!;
          return { time: each.time, mentions, negative: Math.round((mentions * part) / 100) };
        });
        const to = start + at * 15 * MINUTE;
        assert.deepEqual(
          replayed(seriesOf(changed, 15), { to }),
          replayed(seriesOf(eventful.slice(0, at), 15)),
        );
        const before = (all: readonly Bucket[]): number[] =>
          replayed(seriesOf(all, 15))
            .incidents.map(({ openedAt }) => openedAt)
            .filter((openedAt) => openedAt <= to);
        assert.deepEqual(before(changed), before(eventful));
      }),
      { seed: 117, numRuns: 25 },
    );
  });

  test('in two parts, with life handed over, finds the same', () => {
    for (const stagger of [0, 7 * HOUR]) {
      const series = seriesOf(eventful, 15);
      const whole = replayed(series, { stagger });
      const opened = ({ incidents }: Replay): number[] => incidents.map(({ openedAt }) => openedAt);
      fc.assert(
        fc.property(fc.integer({ min: 0, max: eventful.length }), (at) => {
          const cut = start + at * 15 * MINUTE;
          const first = replayed(series, { stagger, to: cut });
          const second = replayed(series, { stagger, from: cut, life: first.life });
          assert.deepEqual([...opened(first), ...opened(second)], opened(whole));
          assert.deepEqual(second.incidents, whole.incidents.slice(first.incidents.length));
          assert.deepEqual(second.life, whole.life);
        }),
        { seed: 118, numRuns: 40 },
      );
    }
  });

  test('begins where it is told to, and takes what was before as history', () => {
    const series = seriesOf(eventful, 15);
    const from = crisis.from - 6 * HOUR;
    const { incidents } = replayed(series, { from });
    assert.ok(incidents.every(({ pendingAt }) => pendingAt > from));
    assert.deepEqual(
      incidents[0],
      replayed(series).incidents.find(({ openedAt }) => openedAt > from),
    );
  });

  test('learns nothing from stretches that are left out', () => {
    const served: number[] = [];
    const series = seriesOf(eventful, 15);
    replayed(series, {
      from: start + 11 * DAY,
      isExcluded: (from, to) => crises.some((each) => each.from < to && each.to > from),
      onBaseline: ({ hours }) => served.push(hours),
    });
    const all: number[] = [];
    replayed(series, { from: start + 11 * DAY, onBaseline: ({ hours }) => all.push(hours) });
    // Three of them are in that history, then four: of four hours, then seven.
    assert.ok(served.length > 0);
    for (const [i, hours] of served.entries()) assert.ok(hours < all[i]! && hours >= all[i]! - 7);
  });
});
