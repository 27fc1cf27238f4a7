import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Incident } from '../../../services/alert/detection/lifecycle.ts';
import { peakFacts } from '../../../services/alert/evaluation/peak-facts.ts';
import { incidentFactsSchema } from '../../../services/alert/message/facts.ts';
import { noon } from '../alert-detection/baselines.ts';
import { finding, resolved } from '../alert-detection/observations.ts';
import { crisis } from '../alert-message/example-facts.ts';

const peak = finding({
  kind: 'tone',
  window: 2,
  negative: 60,
  mentions: 80,
  baselineShare: 0.25,
  expected: 12,
  severity: 'serious',
});
const incident: Incident = { ...resolved().incident, peak, resolvedAt: noon };

describe('what is said of an incident that is over', () => {
  test('has the numbers of the worst that was seen', () => {
    const { severity, window, negative, mentions, negativeShare, baselineShare, expectedNegative, multiple } =
      peakFacts(crisis, incident);
    assert.deepEqual([severity, window, negative, mentions], ['serious', '6h', 60, 80]);
    assert.deepEqual([negativeShare, baselineShare, expectedNegative, multiple], [0.75, 0.25, 12, 3]);
  });

  test('has the interval of their share', () => {
    const [low, high] = peakFacts(crisis, incident).interval;
    assert.ok(low > 0.64 && low < 0.75 && high > 0.75 && high < 0.84);
  });

  test('says when it was over; of one that is not, nothing', () => {
    assert.equal(peakFacts(crisis, incident).resolvedAt, '2026-03-16T12:00:00.000Z');
    assert.equal(peakFacts(crisis, { ...incident, resolvedAt: null }).resolvedAt, null);
  });

  test('is otherwise what was told, in the form of a message', () => {
    const facts = peakFacts(crisis, incident);
    assert.deepEqual(incidentFactsSchema.parse(facts), facts);
    const { id, product, openedAt, exemplars, drivers } = facts;
    assert.deepEqual(
      { id, product, openedAt, exemplars, drivers },
      {
        id: crisis.id,
        product: crisis.product,
        openedAt: crisis.openedAt,
        exemplars: crisis.exemplars,
        drivers: crisis.drivers,
      },
    );
  });
});
