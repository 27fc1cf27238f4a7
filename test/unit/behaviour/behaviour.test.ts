import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Backend } from '#shared/classifier/backend.ts';
import { runBehaviour } from '#shared/classifier/behaviour/run-behaviour.ts';
import { behaviourSuite } from '#shared/classifier/behaviour/suite.ts';
import { words } from '#shared/classifier/behaviour/words.ts';
import type { Output } from '#shared/classifier/model/output.ts';
import { behaviourTable, behaviourTotal } from '#shared/classifier/report/behaviour-table.ts';

const output: Output = {
  type: 'classes',
  labels: ['negative', 'neutral', 'positive'],
  calibration: { temperature: 1, bias: [0, 0, 0] },
};

/** Counts good and bad words, as the simplest of models would. */
const counting: Backend = {
  kind: 'compiled',
  score: (tokens) =>
    Float32Array.from(
      tokens.flatMap((text) => {
        const count = (list: readonly string[]): number => list.filter((word) => text.includes(word)).length;
        const tone =
          count([...words.good, ...words.fine, 'love']) - count([...words.bad, ...words.poor, 'hate']);
        return tone === 0 ? [0.2, 0.6, 0.2] : tone > 0 ? [0.1, 0.1, 0.8] : [0.8, 0.1, 0.1];
      }),
    ),
  close: () => undefined,
};

describe('the behavioural suite', () => {
  test('has a thousand cases or more of every kind of capability', () => {
    assert.ok(behaviourSuite.length >= 1000, `${behaviourSuite.length}`);
    const capabilities = new Set(behaviourSuite.map(({ capability }) => capability));
    for (const capability of [
      'negation',
      'change of mind',
      'intensifiers',
      'names',
      'typos',
      'emoji',
      'news',
    ]) {
      assert.ok(capabilities.has(capability), capability);
    }
  });

  test('has no slot that was not filled, and no case twice', () => {
    const seen = new Set<string>();
    for (const each of behaviourSuite) {
      const texts = each.kind === 'minimum' ? [each.text] : [each.text, each.changed];
      for (const text of texts) assert.doesNotMatch(text, /[{}]/u);
      const key = `${each.capability} ${each.kind} ${texts.join(' → ')}`;
      assert.ok(!seen.has(key), key);
      seen.add(key);
    }
  });

  test('changes something in every pair', () => {
    for (const each of behaviourSuite) {
      if (each.kind !== 'minimum') assert.notEqual(each.text, each.changed);
    }
  });

  test('lets a model that counts words pass on plain words and fail on negation', async () => {
    const results = await runBehaviour(counting, output);
    const share = (capability: string): number => {
      const found = behaviourTotal(results.filter((each) => each.capability === capability));
      return found.passed / found.cases;
    };
    assert.ok(share('plain words') > 0.5 && share('names') > 0.9);
    assert.ok(share('negation') < 0.5, `${share('negation')}`);
    const { cases, passed } = behaviourTotal(results);
    assert.equal(cases, behaviourSuite.length);
    const failures = results.flatMap((each) => each.failures);
    assert.equal(failures.length, cases - passed);
  });

  test('does not ask a model of two classes for neutral', async () => {
    const twoClasses: Output = {
      type: 'classes',
      labels: ['negative', 'positive'],
      calibration: { temperature: 1, bias: [0, 0] },
    };
    const backend: Backend = {
      ...counting,
      score: (tokens) => Float32Array.from(tokens.flatMap(() => [0.4, 0.6])),
    };
    const results = await runBehaviour(backend, twoClasses);
    assert.ok(results.every(({ capability }) => capability !== 'news' && capability !== 'questions'));
  });

  test('is written for the card as a table, with an example of what failed', async () => {
    const card = behaviourTable(await runBehaviour(counting, output));
    assert.match(card, /^\| capability \| a text \| passed \| example of a failure \|/u);
    assert.match(card, /\| negation \| has the expected label \| .* \| “.*”: expected .*, said .* \|/u);
  });
});
