import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCorpus } from '#shared/classifier/dataset/corpus.ts';
import { recipeSchema } from '#shared/classifier/training/recipe.ts';
import { tinyRecipe } from '../training/tiny-recipe.ts';
import { withFiles } from './files.ts';

const words = ['red', 'blue', 'green', 'grey', 'pink', 'black', 'white', 'brown', 'gold', 'teal'];
const many = words.flatMap((a) => words.map((b) => `${a} phone with ${b} sides`));

const files = {
  'first.tsv': ['label\ttext', ...many.map((text) => `positive\t${text}`), 'negative\tI hate Mondays'].join(
    '\n',
  ),
  'second.csv':
    'label,text\nneutral,RED phone with blue sides!!\nnegative,a bad   one\npositive,"what a day, @me"\n',
  'soft.tsv': [
    'source\tid\tnegative\tneutral\tpositive\ttext',
    'second.csv\t1\t0.9\t0.1\t0\ta bad one',
    'unlabelled.csv\t1\t0.2\t0.3\t0.5\tnobody judged this',
    'unlabelled.csv\t2\t0.2\t0.3\t0.5\ti HATE mondays http://t.co/x',
    'held_text.txt\t1\t0.2\t0.3\t0.5\tI hate Mondays',
  ].join('\n'),
  'held_text.txt': 'I hate mondays.\n@user What a day\n',
  'held_labels.txt': '0\n2\n',
};

const recipe = recipeSchema.parse({
  ...tinyRecipe,
  data: [
    { file: 'first.tsv', about: 'one', licence: 'none' },
    { file: 'second.csv', about: 'two', licence: 'none', weight: 0.5, ownBias: true },
  ],
  softLabels: {
    file: 'soft.tsv',
    hardShare: 0.3,
    about: 'a teacher',
    alone: [{ source: 'unlabelled.csv', about: 'three', licence: 'none' }],
  },
  exclude: [{ file: 'held_text.txt' }],
  development: { file: 'first.tsv', share: 0.2 },
});

const read = (): ReturnType<typeof readCorpus> => withFiles(files, (folder) => readCorpus(recipe, folder));

describe('the corpus of a recipe', () => {
  test('holds no text that is excluded, whatever its links, mentions, case and punctuation', async () => {
    const { training, development, sources } = await read();
    const texts = [...training, ...development].map(({ text }) => text.toLowerCase());
    assert.ok(!texts.some((text) => text.includes('mondays') || text.includes('what a day')));
    assert.deepEqual(
      sources.map(({ excluded }) => excluded),
      [1, 1, 1],
    );
  });

  test('holds a text once, from the first file that has it', async () => {
    const { training, development, sources } = await read();
    const all = [...training, ...development];
    assert.equal(all.filter(({ text }) => /red phone with blue/iu.test(text)).length, 1);
    assert.equal(sources[1]?.repeated, 1);
  });

  test('joins soft labels by source and text, and takes unlabelled texts from named sources only', async () => {
    const { training } = await read();
    const bad = training.find(({ text }) => text.startsWith('a bad'));
    assert.deepEqual([bad?.label, bad?.soft], [0, [0.9, 0.1, 0]]);
    const unlabelled = training.filter(({ label }) => label < 0);
    assert.deepEqual(
      unlabelled.map(({ text, soft, source }) => [text, soft, source]),
      [['nobody judged this', [0.2, 0.3, 0.5], 2]],
    );
  });

  test('holds a development part out of one file only, the same at every reading', async () => {
    const [one, two] = [await read(), await read()];
    assert.deepEqual(one, two);
    assert.ok(
      one.development.length > 5 && one.development.length < 40,
      `${one.development.length} held out`,
    );
    assert.ok(one.development.every(({ source }) => source === 0));
    assert.equal(one.development.length + (one.sources[0]?.taken ?? 0), many.length);
  });
});

describe('texts that nobody labelled', () => {
  const unlabelled = [{ file: 'more.jsonl', teacher: 'older', weight: 0.5, about: 'four', licence: 'none' }];
  const more = ['a fine day', 'RED phone with blue sides', 'I hate mondays!']
    .map((text) => JSON.stringify({ text }))
    .join('\n');

  test('come with the opinion of the model that is named, unless they are known or excluded', async () => {
    const asked: (readonly [string, number])[] = [];
    const { training, sources } = await withFiles({ ...files, 'more.jsonl': more }, (folder) =>
      readCorpus({ ...recipe, unlabelled }, folder, (model, texts) => {
        asked.push([model, texts.length]);
        return Promise.resolve(texts.map(() => [0.1, 0.2, 0.7]));
      }),
    );
    assert.deepEqual(asked, [['older', 3]]);
    assert.deepEqual(training.at(-1), {
      text: 'a fine day',
      label: -1,
      soft: [0.1, 0.2, 0.7],
      source: 3,
    });
    const { taken, excluded, repeated, weight } = sources.at(-1) ?? {};
    assert.deepEqual([taken, excluded, repeated, weight], [1, 1, 1, 0.5]);
  });
});
