import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { describe, test } from 'node:test';
import { differences } from '#shared/classifier/evaluation/difference.ts';
import type { Measured } from '#shared/classifier/evaluation/evaluate-model.ts';
import { judgementsOf } from '#shared/classifier/evaluation/judgements.ts';
import { classResult, ratingResult } from '#shared/classifier/evaluation/result-with-intervals.ts';
import type { Inspection } from '#shared/classifier/inspection/inspection.ts';
import { columns } from '../../../services/train/columns.ts';
import { describeBehaviour } from '../../../services/train/evaluate/describe-behaviour.ts';
import { describeContest } from '../../../services/train/compare/describe-contest.ts';
import { describeEvaluation } from '../../../services/train/evaluate/describe-evaluation.ts';
import { describeInspection } from '../../../services/train/inspect/describe-inspection.ts';

const lines = (text: string): string[] => stripVTControlCharacters(text).split('\n');
const about = {
  data: 'held.csv',
  backend: 'compiled' as const,
  notes: [],
  speed: { postsPerSecond: 12_345, cpuMicrosPerPost: 81.23 },
};

/** A model that says negative of so many of 300 negative texts, and is right about 100 positive ones. */
function measured(model: string, right: number): Measured {
  const truth = Array.from({ length: 400 }, (_, i) => (i < 300 ? 0 : 1));
  const said = truth.flatMap((label, i) => (label === 1 || i >= right ? [0.2, 0.8] : [0.8, 0.2]));
  const labels = ['negative', 'positive'] as const;
  const { result, resamples } = classResult(judgementsOf(Float32Array.from(said), truth, 2), labels);
  return {
    evaluation: { ...about, model, ...result },
    resamples,
    groups: [{ group: 'a', result }],
    operatingPoints: [],
  };
}

describe('what the terminal shows of', () => {
  test('an evaluation: figures, classes, confusion, groups, speed', () => {
    const shown = lines(describeEvaluation(measured('tiny@1', 270)));
    assert.equal(shown[0], 'tiny@1 on held.csv: 400 texts');
    assert.match(shown.join('\n'), /^ {2}macro-recall {2}95\.0 % {2}9\d\.\d–9\d\.\d %$/mu);
    assert.match(shown.join('\n'), /^ {2}negative {4}300 {3}90\.0 % /mu);
    assert.match(shown.join('\n'), /^ {2}negative {7}270 {8}30$/mu);
    assert.match(shown.join('\n'), /^ {2}a {8}400 /mu);
    assert.match(shown.at(-1) ?? '', /12,300 posts\/s, 81\.2 µs of processor time a post \(compiled\)/u);
  });

  test('ratings: R² and errors', () => {
    const { result, resamples } = ratingResult([2, 5, 9], [1, 5, 9]);
    const shown = lines(
      describeEvaluation({
        evaluation: { ...about, model: 'r@1', ...result },
        resamples,
        groups: [],
        operatingPoints: [],
      }),
    );
    assert.ok(
      shown.some((line) => /^ {2}R² +0\.969 {2}/u.test(line)),
      shown.join('\n'),
    );
  });

  test('a comparison: a row for each model, and which differences are noise', () => {
    const models = [measured('first@1', 270), measured('same@1', 271), measured('worse@1', 200)];
    const shown = lines(
      describeContest({
        data: 'held.csv',
        notes: [],
        models: models.map((each, i) => ({
          measured: each,
          parameters: 1234,
          bytes: 5_600_000,
          behaviour: { cases: 200, passed: 150 },
          differences: i === 0 ? undefined : differences(models[0]!, each),
        })),
      }),
    );
    assert.ok(
      shown.some((line) => /^ {2}first@1 +400 .* 75\.0 % .* 1,234 {2}5\.6 MB$/u.test(line)),
      shown.join('\n'),
    );
    assert.ok(
      shown.some((line) => /^ {2}same@1 +\+0\.2 \(\+0\.0 to \+0\.5\) noise/u.test(line)),
      shown.join('\n'),
    );
    assert.ok(
      shown.some((line) => /^ {2}worse@1 +−11\.7 \(−1\d\.\d to −\d+\.\d\) /u.test(line)),
      shown.join('\n'),
    );
  });

  test('behaviour: a bar for each capability, and examples of what failed', () => {
    const failures = [{ text: 'not good', expected: 'negative', said: 'positive' }];
    const shown = lines(
      describeBehaviour('tiny@1', [
        { capability: 'negation', kind: 'minimum', cases: 4, passed: 3, failures },
      ]),
    );
    assert.equal(shown[0], 'tiny@1: 3 of 4 cases of behaviour passed (75.0 %)');
    assert.ok(shown.includes('  negation  minimum  ━━━━━━━━━━━━━━━┄┄┄┄┄  75 %  3 of 4'), shown.join('\n'));
    assert.ok(shown.includes('    “not good”: expected negative, said positive'));
  });

  test('an inspection: the text, what its parts add, filters, attention, layers', () => {
    const inspection: Inspection = {
      tokens: ['so', 'goood'],
      known: [true, false],
      layers: [{ name: 'attention', rows: 'tokens', columns: 1, values: Float32Array.from([0.25, 0.75]) }],
      contributions: [{ text: 'so goood', begin: 0, end: 2, byOutput: [-1, 1], sources: 2 }],
      rest: [0.5, -0.5],
      filters: [{ name: 'conv2 #1', activation: 1.5, text: 'so goood', byOutput: [-1, 1] }],
    };
    const verdict = { model: 'tiny@1', outputs: ['negative', 'positive'], scores: [0.27, 0.73] };
    const shown = lines(describeInspection(verdict, inspection, true));
    for (const line of [
      'tiny@1: positive 73.0 %   negative 27.0 %',
      '  so [goood]',
      '  so goood                 −1.00     +1.00  ━━━━━━━━━━━━━━━━',
      '  no part of the text      +0.50     −0.50',
      '  conv2 #1  so goood  1.50     −1.00     +1.00',
      '  goood      ━━━━━━━━━━━━━━━━  75.0 %',
      '  attention [2 tokens × 1]',
    ]) {
      assert.ok(shown.includes(line), `no '${line}' in\n${shown.join('\n')}`);
    }
  });
});

test('columns are as wide as their widest cell, colours not counted', () => {
  assert.deepEqual(
    columns([
      ['a', '\u001b[1m1\u001b[22m'],
      ['bbb', '1000'],
    ]),
    ['  a    ' + '   \u001b[1m1\u001b[22m', '  bbb  1000'],
  );
});
