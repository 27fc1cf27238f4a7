import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ZodError } from 'zod';
import type { Finding } from '../../../services/alert/detection/finding.ts';
import { quiet, type Incident, type Life } from '../../../services/alert/detection/lifecycle.ts';
import { severities } from '../../../services/alert/detection/severity.ts';
import { HOUR, windowIndexes } from '../../../services/alert/detection/windows.ts';
import { lifeFrom, lifeToStore } from '../../../services/alert/evaluation/stored-life.ts';

const now = Date.UTC(2026, 2, 16, 12);
const time = fc.integer({ min: now - 20 * HOUR, max: now });
const plain = { noNullPrototype: true };
const count = fc.nat(1e6);
const positive = fc.double({ min: Number.MIN_VALUE, max: 1e6, noNaN: true });
const finding: fc.Arbitrary<Finding> = fc.record(
  {
    kind: fc.constantFrom('tone', 'surge'),
    window: fc.constantFrom(...windowIndexes),
    negative: count,
    mentions: count,
    baselineShare: positive,
    expected: fc.oneof(fc.constant(0), positive),
    tail: fc.oneof(fc.constant(0), positive),
    severity: fc.constantFrom(...severities),
  },
  plain,
);
const incident: fc.Arbitrary<Incident> = fc.record(
  {
    pendingAt: time,
    openedAt: time,
    escalatedAt: fc.option(time),
    resolvedAt: fc.option(time),
    reopened: fc.nat(20),
    opening: finding,
    told: finding,
    toldAt: time,
    peak: finding,
    calmWindow: fc.constantFrom(...windowIndexes),
    calmSince: fc.option(time),
  },
  plain,
);
const life: fc.Arbitrary<Life> = fc.record(
  { pendingAt: fc.option(time), incident: fc.option(incident) },
  plain,
);

/** As PostgreSQL keeps it. */
const kept = (stored: Life | null): unknown => JSON.parse(JSON.stringify(stored));

describe('the life of a product', () => {
  test('is the same after it was stored', () => {
    fc.assert(
      fc.property(life, (before) => {
        assert.deepEqual(lifeFrom(kept(lifeToStore(before, now))), before);
      }),
      { seed: 201, numRuns: 500 },
    );
  });

  test('is nothing to store where nothing is pending and there was no incident', () => {
    assert.equal(lifeToStore(quiet, now), null);
    assert.equal(lifeFrom(null), quiet);
    assert.deepEqual(lifeToStore({ pendingAt: now, incident: null }, now), {
      pendingAt: now,
      incident: null,
    });
  });

  test('forgets an incident 26 hours after it was resolved, not before, nor what is pending', () => {
    fc.assert(
      fc.property(fc.option(time), incident, time, (pendingAt, each, resolvedAt) => {
        const over = { pendingAt, incident: { ...each, resolvedAt } };
        assert.deepEqual(lifeToStore(over, resolvedAt + 26 * HOUR), over);
        const later = lifeToStore(over, resolvedAt + 26 * HOUR + 1);
        assert.deepEqual(later, pendingAt === null ? null : { pendingAt, incident: null });
      }),
      { seed: 202 },
    );
  });

  test('never forgets an incident that is open', () => {
    fc.assert(
      fc.property(incident, (each) => {
        const open = { pendingAt: null, incident: { ...each, resolvedAt: null } };
        assert.deepEqual(lifeToStore(open, now + 10_000 * HOUR), open);
      }),
      { seed: 203 },
    );
  });

  test('is refused where it is not what was stored', () => {
    for (const stored of [{}, { pendingAt: 'noon', incident: null }, { pendingAt: null, incident: {} }, 3])
      assert.throws(() => lifeFrom(stored), ZodError);
  });
});
