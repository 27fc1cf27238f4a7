import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { backoffMs, retrying, type RetryOptions } from '#shared/service/retry.ts';

const policies = fc
  .record({ initialMs: fc.integer({ min: 1, max: 10_000 }), maxMs: fc.integer({ min: 1, max: 100_000 }) })
  .map((policy) => ({ ...policy, limitMs: 1_000 }));
const ceiling = (failures: number, policy: RetryOptions['policy']): number =>
  backoffMs(failures, policy, () => 1);

describe('the waits between tries', () => {
  test('are spread over everything from nothing to a ceiling', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(policies, fc.nat(2_000), chance, (policy, failures, random) => {
        const wait = backoffMs(failures, policy, () => random);
        assert.equal(wait, random * ceiling(failures, policy));
        assert.ok(wait >= 0 && wait <= policy.maxMs);
      }),
    );
  });

  test('have a ceiling that doubles until it is the longest wait', () => {
    fc.assert(
      fc.property(policies, fc.nat(60), (policy, failures) => {
        assert.equal(ceiling(0, policy), Math.min(policy.initialMs, policy.maxMs));
        assert.equal(ceiling(failures + 1, policy), Math.min(2 * ceiling(failures, policy), policy.maxMs));
      }),
    );
  });
});

describe('trying again', () => {
  const transient = new TonewatchError('KAFKA_UNREACHABLE', 'no broker');
  const never = new AbortController().signal;
  const options = (notes: string[], limitMs = 60_000, signal = never): RetryOptions => ({
    policy: { initialMs: 1, maxMs: 2, limitMs },
    signal,
    onFailure: (error, failures) => notes.push(`${error.code} ${failures}`),
    onRecovery: (failures) => notes.push(`recovered after ${failures}`),
  });

  test('ends with the first success, and says so once', async () => {
    const notes: string[] = [];
    let tries = 0;
    const result = await retrying(
      () => (++tries < 3 ? Promise.reject(transient) : Promise.resolve('done')),
      options(notes),
    );
    assert.equal(result, 'done');
    assert.deepEqual(notes, ['KAFKA_UNREACHABLE 1', 'KAFKA_UNREACHABLE 2', 'recovered after 2']);
  });

  test('is not for permanent errors, nor for errors that nobody knows', async () => {
    for (const error of [new TonewatchError('STREAM_CLOSED', 'closed'), new Error('a bug')]) {
      const notes: string[] = [];
      await assert.rejects(
        retrying(() => Promise.reject(error), options(notes)),
        (thrown) => thrown === error,
      );
      assert.deepEqual(notes, []);
    }
  });

  test('with a limit of nothing fails at once', async () => {
    await assert.rejects(
      retrying(() => Promise.reject(transient), options([], 0)),
      transient,
    );
  });

  test('ends when it is told to', async () => {
    const stop = new AbortController();
    const waiting = retrying(() => Promise.reject(transient), {
      ...options([], 600_000, stop.signal),
      policy: { initialMs: 600_000, maxMs: 600_000, limitMs: 600_000 },
      onFailure: () => stop.abort(),
    });
    await assert.rejects(waiting, { name: 'AbortError' });
  });
});
