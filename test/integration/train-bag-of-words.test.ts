import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import { runTonewatch } from '../fixtures/tonewatch-process.ts';
import { seeded } from '../fixtures/generated-posts.ts';
import { withFiles } from '../unit/dataset/files.ts';

const films = [
  'Alien',
  'Brazil',
  'Casablanca',
  'Diva',
  'Eraserhead',
  'Fargo',
  'Gilda',
  'Heat',
  'Ikiru',
  'Jaws',
];
const judgements = [
  ['dull', 'boring', 'a waste of time', 'not good'],
  ['lovely', 'gripping', 'a joy to watch', 'not bad'],
] as const;

/** Made-up reviews, JSON Lines. */
function reviews(count: number, seed: number, isLabelled = true): string {
  const random = seeded(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  return Array.from({ length: count }, (_, i) => {
    const label = i % 2;
    const text = `${pick(films)} was ${pick(judgements[label as 0 | 1])}, I saw it ${pick(films)}-style, number ${'abcdefgh'[i % 8] ?? ''}${i.toString(26)}`;
    return JSON.stringify({
      text,
      movie: `tt${i % 10}`,
      ...(isLabelled ? { label: label === 0 ? 'neg' : 'pos' } : {}),
    });
  }).join('\n');
}

const common = {
  version: 1,
  languages: ['en'],
  seed: 3,
  target: { type: 'classes', labels: ['negative', 'positive'] },
  data: [{ file: 'reviews.jsonl', about: 'made up', licence: 'none' }],
  development: { file: 'reviews.jsonl', share: 0.3, by: 'movie' },
  purpose: 'For tests.',
  limits: '* Knows nothing.',
};
const bagOfWords = {
  ...common,
  kind: 'bag-of-words',
  vocabulary: { size: 1000, minimumTexts: 2 },
  training: { naiveBayes: 1, cost: 8 },
};
const files = {
  'reviews.jsonl': reviews(200, 1),
  'more.jsonl': reviews(100, 2, false),
  'test.jsonl': reviews(100, 9),
  'words.yaml': stringify({ ...bagOfWords, name: 'words', architecture: { type: 'bag-of-words', words: 2 } }),
  'letters.yaml': stringify({
    ...bagOfWords,
    name: 'letters',
    architecture: { type: 'bag-of-words', words: 1, characters: [3, 4], buckets: 1024 },
    unlabelled: [{ file: 'more.jsonl', teacher: 'words', weight: 0.5, about: 'made up', licence: 'none' }],
  }),
  'both.yaml': stringify({
    ...common,
    kind: 'average',
    name: 'both',
    architecture: {
      type: 'average',
      members: [
        { name: 'words', weight: 2 },
        { name: 'letters', weight: 1 },
      ],
    },
  }),
};

describe('bags of words and their average', () => {
  test('are trained, measured and served from their folders', { timeout: 120_000 }, async () => {
    await withFiles(files, async (folder) => {
      for (const name of ['words', 'letters', 'both']) {
        await runTonewatch([
          'train',
          ...['--recipe', join(folder, `${name}.yaml`)],
          ...['--data', folder],
          ...['--out', join(folder, 'models', name)],
        ]);
      }
      const evaluated = await runTonewatch([
        'evaluate',
        ...['--model', join(folder, 'models', 'both')],
        ...['--data', join(folder, 'test.jsonl')],
        '--json',
      ]);
      const { accuracy, examples } = JSON.parse(evaluated) as { accuracy: number; examples: number };
      assert.equal(examples, 100);
      assert.ok(accuracy > 0.9, `accuracy ${accuracy}`);
      const card = await readFile(join(folder, 'models/both/card.md'), 'utf8');
      assert.match(card, /average of 2 × words, letters/u);
      assert.match(await readFile(join(folder, 'models/both/words/card.md'), 'utf8'), /bag of 1 to 2 words/u);
    });
  });
});
