import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { retractedFacts, retractionOf } from '../../../services/alert/feedback/retraction.ts';
import type { Announcement } from '../../../services/alert/feedback/waiting.ts';
import { alertFactsSchema } from '../../../services/alert/message/facts.ts';
import { crisis } from '../alert-message/example-facts.ts';

const announcements = fc
  .array(
    fc.record({ channel: fc.constantFrom('ops', 'desk', 'hook'), thread: fc.string(), unseen: fc.boolean() }),
  )
  .map((all) => all.map((each, i): Announcement => ({ ...each, id: String(i), incidents: ['a'] })));

describe('taking an incident back', () => {
  test('tells every channel that may have heard of it exactly once, in the thread where it heard of it first', () => {
    fc.assert(
      fc.property(announcements, (all) => {
        const { tell } = retractionOf(all);
        const seen = all.filter(({ unseen }) => !unseen);
        assert.deepEqual(
          new Set(tell.map(({ channel }) => channel)),
          new Set(seen.map(({ channel }) => channel)),
        );
        assert.equal(new Set(tell.map(({ channel }) => channel)).size, tell.length);
        for (const { channel, thread } of tell)
          assert.equal(thread, seen.find((each) => each.channel === channel)?.thread);
      }),
    );
  });

  test('takes back exactly what nobody has seen', () => {
    fc.assert(
      fc.property(announcements, (all) => {
        assert.deepEqual(
          retractionOf(all).takeBack,
          all.filter(({ unseen }) => unseen),
        );
      }),
    );
  });

  test('says what was last said, with an end; an end that there was stays', () => {
    const end = '2026-03-14T10:00:00.000Z';
    const facts = alertFactsSchema.parse(retractedFacts(crisis, 'thread', end));
    assert.equal(facts.event, 'retracted');
    assert.deepEqual(facts.incidents, [{ ...crisis, resolvedAt: end }]);
    const resolved = { ...crisis, resolvedAt: '2026-03-14T09:50:00.000Z' };
    assert.deepEqual(retractedFacts(resolved, 'thread', end).incidents, [resolved]);
  });
});
