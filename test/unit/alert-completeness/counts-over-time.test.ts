import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CountsOverTime } from '../../../services/alert/completeness/counts-over-time.ts';
import { MINUTE } from './histories.ts';

const countsOf = (samples: readonly (readonly [at: number, written: number])[]): CountsOverTime => {
  const counts = new CountsOverTime();
  for (const [at, written] of samples) counts.add(at, written);
  return counts;
};

describe('counts over time', () => {
  test('rise evenly between two samples, and count from the first', () => {
    const counts = countsOf([
      [0, 500],
      [MINUTE, 500],
      [3 * MINUTE, 700],
    ]);
    const minutes = [-1, 0, 1, 2, 3, 4].map((minute) => counts.totalAt(minute * MINUTE));
    assert.deepEqual(minutes, [0, 0, 0, 100, 200, 200]);
    assert.equal(counts.since, 0);
  });

  test('know stretches in which nothing came', () => {
    const counts = countsOf([0, 1, 2, 3, 4].map((i) => [i * MINUTE, i < 3 ? 10 : 20] as const));
    assert.deepEqual(counts.stretches, [
      { from: 0, to: 2 * MINUTE, total: 0 },
      { from: 3 * MINUTE, to: 4 * MINUTE, total: 10 },
    ]);
  });

  test('keep one change a minute, the last, but never lose the first sample', () => {
    const counts = countsOf([0, 10, 20, 50, 70, 90, 110].map((s) => [s * 1_000, s] as const));
    assert.deepEqual(
      counts.stretches.map(({ from, total }) => [from / 1_000, total]),
      [
        [0, 0],
        [50, 50],
        [110, 110],
      ],
    );
  });

  test('go on when a topic was made anew or a broker lost records', () => {
    const counts = countsOf([
      [0, 100],
      [MINUTE, 150],
      [2 * MINUTE, 5],
      [3 * MINUTE, 25],
    ]);
    assert.equal(counts.totalAt(3 * MINUTE), 70);
  });

  test('leave out what is older than the newest sample', () => {
    const counts = countsOf([
      [MINUTE, 10],
      [0, 4],
      [2 * MINUTE, 12],
    ]);
    assert.equal(counts.totalAt(2 * MINUTE), 2);
  });

  test('forget what is past', () => {
    const counts = countsOf([0, 1, 2, 3].map((i) => [i * MINUTE, i * 10] as const));
    counts.forget(2 * MINUTE);
    assert.equal(counts.since, 2 * MINUTE);
    assert.equal(counts.totalAt(3 * MINUTE) - counts.totalAt(2 * MINUTE), 10);
    counts.forget(Infinity);
    assert.equal(counts.since, 2 * MINUTE, 'what is the newest is not lost');
  });

  test('never fall, and have grown by what was written since the first sample, however it was sampled', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 200_000 }), fc.nat(50)), { minLength: 1 });
    fc.assert(
      fc.property(steps, (given) => {
        let [time, written] = [0, 1_000];
        const counts = countsOf([[time, written]]);
        for (const [later, more] of given) counts.add((time += later), (written += more));
        assert.equal(counts.totalAt(time), written - 1_000);
        let before = 0;
        for (let at = 0; at <= time; at += time / 50) {
          assert.ok(counts.totalAt(at) >= before - 1e-9);
          before = counts.totalAt(at);
        }
      }),
    );
  });
});
