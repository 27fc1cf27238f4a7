import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { operatingPoints } from '#shared/classifier/evaluation/operating-points.ts';
import { reliability } from '#shared/classifier/evaluation/reliability.ts';
import { page, section, table } from '#shared/classifier/report/page.ts';
import { renderRunReport } from '#shared/classifier/report/run-report.ts';
import { accuracyAgainstSpeed } from '#shared/classifier/report/svg/accuracy-against-speed.ts';
import { confusionMatrix } from '#shared/classifier/report/svg/confusion-matrix.ts';
import { heatMap } from '#shared/classifier/report/svg/heat-map.ts';
import { lengthHistogram } from '#shared/classifier/report/svg/length-histogram.ts';
import { operatingCurve } from '#shared/classifier/report/svg/operating-curve.ts';
import { ratingDiagram } from '#shared/classifier/report/svg/rating-diagram.ts';
import { reliabilityDiagram } from '#shared/classifier/report/svg/reliability-diagram.ts';
import { logarithmicTicks, ticks } from '#shared/classifier/report/svg/scale.ts';
import { trainingCurves } from '#shared/classifier/report/svg/training-curves.ts';
import { wordMap } from '#shared/classifier/report/svg/word-map.ts';

/** Every element is closed by its own end, in order. */
function assertWellFormed(markup: string): void {
  const open: string[] = [];
  for (const [, end, name, , empty] of markup.matchAll(
    /<(\/?)([a-z][\w-]*)((?:\s[\w-]+="[^"<]*")*)\s*(\/?)>/giu,
  )) {
    if (empty === '/' || name === 'meta') continue;
    if (end === '/') assert.equal(open.pop(), name);
    else open.push(name ?? '');
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(markup, /NaN|undefined|Infinity/u);
}

const epochs = [
  { epoch: 1, loss: 0.9, development: { loss: 0.8, macroRecall: 0.6 } },
  { epoch: 2, loss: 0.7, development: { loss: 0.75, macroRecall: 0.68 }, seconds: 12 },
];
const bins = reliability([0.4, 0.9, 0.95, 1], [0, 1, 1, 1]);
const one = { title: 'a <map>', words: [{ word: 'R&B', place: [0, 0] as const, tone: 0.9 }] };

const pictures: Record<string, readonly string[]> = {
  'training curves': [trainingCurves(epochs, 2), trainingCurves(epochs.slice(0, 1)), trainingCurves([])],
  'length histograms': [
    lengthHistogram([1, 2, 2, 40, 300], 64),
    lengthHistogram([], 64),
    lengthHistogram([0], 1),
  ],
  'confusion matrices': [
    confusionMatrix(
      [
        [5, 1],
        [0, 0],
      ],
      ['negative', 'positive'],
    ),
  ],
  'reliability diagrams': [reliabilityDiagram(bins, 0.03), reliabilityDiagram(reliability([], []), 0)],
  'word maps': [wordMap([one, one], 'words'), wordMap([{ title: 'none', words: [] }], 'words')],
  'heat maps': [
    heatMap({ name: 'state', rows: 'tokens', columns: 2, values: Float32Array.from([0.5, -1]) }, ['<user>']),
    heatMap({ name: 'state', rows: 'tokens', columns: 2, values: new Float32Array() }, []),
  ],
  'rating diagrams': [
    ratingDiagram([{ rating: 4, examples: 9, mean: 5, between: [3, 8] }]),
    ratingDiagram([]),
  ],
  'operating curves': [
    operatingCurve(operatingPoints(Float32Array.from([0.7, 0.3, 0.6, 0.4, 0.45, 0.55]), [0, 1, 0], 2)),
    operatingCurve([]),
  ],
  'accuracy against speed': [
    accuracyAgainstSpeed(
      [{ name: 'a', postsPerSecond: 2500, value: 0.7, interval: [0.68, 0.72] }],
      'accuracy',
    ),
  ],
};

describe('pictures are whole, whatever they are given', () => {
  for (const [name, svgs] of Object.entries(pictures)) {
    test(name, () => {
      for (const svg of svgs) {
        assert.match(svg, /^<svg [^>]*viewBox="0 0 [\d.]+ [\d.]+"/u);
        assert.match(svg, /prefers-color-scheme:dark/u);
        assertWellFormed(svg);
      }
    });
  }

  test('what is written in them is escaped', () => {
    const svg = wordMap([one], 'words');
    assert.ok(svg.includes('R&amp;B') && svg.includes('a &lt;map&gt;'));
  });
});

test('a page about a run needs nothing from anywhere else', () => {
  const html = renderRunReport({
    model: 'tiny@1',
    purpose: 'a <test>',
    recipe: 'name: tiny # <b>',
    facts: [['minutes', '2']],
    epochs,
    best: 2,
    lengths: [3, 4, 5],
    maxTokens: 4,
    evaluations: [],
  });
  assertWellFormed(html);
  assert.ok(html.includes('a &lt;test&gt;') && html.includes('# &lt;b&gt;') && html.includes('2 (kept)'));
  assert.doesNotMatch(html.replaceAll('http://www.w3.org/2000/svg', ''), /https?:|<script|<link|url\(/u);
});

test('cells of tables are text, not markup', () => {
  assert.ok(page('t', 'l', section('s', table(['<th>'], [['a & b']]))).includes('<td>a &amp; b</td>'));
});

test('ticks are round numbers inside the range', () => {
  assert.deepEqual(ticks([0, 1]), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticks([67.3, 73.2]), [68, 69, 70, 71, 72, 73]);
  assert.deepEqual(ticks([5, 5]), [5]);
  assert.deepEqual(logarithmicTicks([90, 20_000]), [100, 1000, 10_000]);
  assert.deepEqual(logarithmicTicks([150, 700]), [200, 500]);
});
