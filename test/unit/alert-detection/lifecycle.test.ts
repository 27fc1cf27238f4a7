import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../../../services/alert/detection/finding.ts';
import { quiet, step, type Life, type LifeEvent } from '../../../services/alert/detection/lifecycle.ts';
import { severities } from '../../../services/alert/detection/severity.ts';
import { HOUR, lengthOf, MINUTE, type WindowIndex } from '../../../services/alert/detection/windows.ts';
import { noon } from './baselines.ts';
import { finding, observation, type Seen } from './observations.ts';

const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    window: fc.constantFrom<WindowIndex>(0, 0, 0, 1, 1, 2, 3),
    severity: fc.constantFrom(...severities),
    negative: fc.integer({ min: 5, max: 60 }),
    tail: fc.integer({ min: 4, max: 20 }).map((power) => 10 ** -power),
  })
  .map(finding);
const seen: fc.Arbitrary<Seen> = fc.record({
  found: fc.oneof(fc.constant([]), fc.array(anyFinding, { maxLength: 3 })),
  calm: fc.boolean(),
  negative: fc.nat(200),
});
/** So many evaluations that see the same, so many minutes apart. */
const spell = fc.record({
  seen: fc.oneof(seen, fc.constant<Seen>({ calm: true })),
  evaluations: fc.integer({ min: 1, max: 12 }),
  apart: fc.constantFrom(1, 5, 20, 120),
});

interface Moment {
  readonly at: number;
  readonly seen: Seen;
  readonly before: Life;
  readonly life: Life;
  readonly event: LifeEvent | null;
}

const lives = fc.array(spell, { maxLength: 40 }).map((spells) => {
  let life = quiet;
  let at = noon;
  const moments: Moment[] = [];
  for (const { seen, evaluations, apart } of spells) {
    for (let i = 0; i < evaluations; i += 1) {
      at += apart * MINUTE;
      const before = life;
      const { life: next, event } = step(before, observation(at, seen));
      moments.push({ at, seen, before, life: next, event });
      life = next;
    }
  }
  return moments;
});
const runs = { seed: 116, numRuns: 500 };

function ofAll(assertion: (moment: Moment, i: number, all: readonly Moment[]) => void): void {
  fc.assert(
    fc.property(lives, (moments) => moments.forEach(assertion)),
    runs,
  );
}

describe('of any sequence of observations', () => {
  test('the events alternate: open, escalated any number of times, resolved', () => {
    const letters = { opened: 'o', reopened: 'p', escalated: 'e', resolved: 'r' };
    const met = new Set<LifeEvent>();
    fc.assert(
      fc.property(lives, (moments) => {
        const events = moments.flatMap(({ event }) => event ?? []);
        for (const event of events) met.add(event);
        assert.match(events.map((event) => letters[event]).join(''), /^(?!p)([op]e*r)*([op]e*)?$/u);
      }),
      runs,
    );
    assert.deepEqual([...met].toSorted(), ['escalated', 'opened', 'reopened', 'resolved']);
  });

  test('what is told is what life says: open, or over', () => {
    ofAll(({ before, life, event, at }) => {
      const open = (of: Life): boolean => of.incident?.resolvedAt === null;
      assert.equal(open(life) !== open(before), event !== null && event !== 'escalated');
      if (event === 'resolved') assert.equal(life.incident?.resolvedAt, at);
      if (open(life)) assert.equal(life.pendingAt, null);
    });
  });

  test('an incident opens only at the second evaluation in a row at which a test holds', () => {
    ofAll(({ before, seen: now, event }, i, all) => {
      if (event !== 'opened' && event !== 'reopened') return;
      assert.ok(now.found!.length > 0 && all[i - 1]!.seen.found!.length > 0);
      assert.equal(before.pendingAt, all[i - 1]!.at);
    });
  });

  test('it opens again within six hours, and anew after that, on windows that begin after the calm did', () => {
    ofAll(({ before, life, event, at }) => {
      if (event !== 'opened' && event !== 'reopened') return;
      const last = before.incident;
      const recent = last !== null && at - (last.resolvedAt ?? NaN) <= 6 * HOUR;
      assert.equal(event, recent ? 'reopened' : 'opened');
      const { told, reopened } = life.incident!;
      assert.equal(reopened, recent ? last.reopened + 1 : 0);
      if (last) assert.ok(at - lengthOf(told.window) >= last.calmSince!);
    });
  });

  test('messages that it is open or grows are half an hour apart, until it is over', () => {
    ofAll(({ before, life, event, at }) => {
      if (event !== 'escalated') return;
      assert.ok(at - before.incident!.toldAt >= 30 * MINUTE);
      assert.equal(life.incident!.toldAt, at);
    });
  });

  test('it is over after an hour in which every evaluation was calm', () => {
    ofAll(({ event, at, life }, i, all) => {
      if (event !== 'resolved') return;
      assert.ok(at - life.incident!.calmSince! >= HOUR);
      const during = all.slice(0, i + 1).filter((moment) => moment.at >= life.incident!.calmSince!);
      assert.ok(during.every(({ seen: { calm } }) => calm === true));
    });
  });

  test('the same life and observation give the same step, and change nothing', () => {
    ofAll(({ at, seen: now, before, life, event }) => {
      const frozen = structuredClone(before);
      assert.deepEqual(step(before, observation(at, now)), { life, event });
      assert.deepEqual(before, frozen);
    });
  });
});
