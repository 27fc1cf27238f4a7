import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { backoffMs } from '../../../services/alert/outbox/backoff.ts';

const attempt = fc.integer({ min: 1, max: 100_000 });

describe('the wait between two tries', () => {
  test('is a second, doubles up to five minutes and never ends, each time by a fifth more or less', () => {
    fc.assert(
      fc.property(fc.uuid(), attempt, (id, number) => {
        const plain = Math.min(300_000, 1_000 * 2 ** (number - 1));
        const wait = backoffMs(id, number);
        assert.ok(wait >= Math.floor(0.8 * plain) && wait <= Math.ceil(1.2 * plain), `${wait} ms`);
      }),
    );
  });

  test('is the same for the same notification and try', () => {
    fc.assert(
      fc.property(fc.uuid(), attempt, (id, number) => {
        assert.equal(backoffMs(id, number), backoffMs(id, number));
      }),
    );
  });

  test('differs between notifications that failed together, evenly', () => {
    const waits = Array.from({ length: 1_000 }, (_, number) => backoffMs(`message ${number}`, 1));
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    assert.ok(new Set(waits).size > 300);
    assert.ok(Math.abs(mean - 1_000) < 20, `mean ${mean}`);
  });
});
