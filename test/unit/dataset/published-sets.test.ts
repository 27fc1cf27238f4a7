import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readLabelledTexts } from '#shared/classifier/dataset/labelled-texts.ts';
import { type Target, threeClasses, twoClasses } from '#shared/classifier/dataset/target.ts';
import { readTexts } from '#shared/classifier/dataset/unlabelled-texts.ts';
import { withFiles } from './files.ts';

const stars: Target = { type: 'rating', lowest: 1, highest: 10 };
const imdb = [
  { id: 'a', label: 'neg', rating: 2, movie: 'tt1', text: 'dull<br />film' },
  { id: 'b', label: 'pos', rating: 9, movie: 'tt2', text: 'lovely' },
]
  .map((row) => JSON.stringify(row))
  .join('\n');

/** Files, the one to read, what is wanted, and the labels that come out. */
const layouts: readonly [string, Record<string, string | Uint8Array>, Target, number[]][] = [
  ['IMDB', { 'imdb.jsonl.gz': gzipSync(imdb) }, twoClasses, [0, 1]],
  ['IMDB as three classes', { 'imdb.jsonl': imdb }, threeClasses, [0, 2]],
  ['IMDB ratings', { 'imdb.jsonl': imdb }, stars, [2, 9]],
  ['SST, two classes', { 'sst.txt': '0 bad .\n1 good .\n' }, twoClasses, [0, 1]],
  ['SST as three classes', { 'sst.txt': '0 bad .\n1 good .\n' }, threeClasses, [0, 2]],
  ['SST, five points', { 'sst.txt': '0 a\n1 b\n2 c\n3 d\n4 e\n' }, threeClasses, [0, 0, 1, 2, 2]],
  ['SST, five points as two classes', { 'sst.txt': '0 a\n1 b\n2 c\n3 d\n4 e\n' }, twoClasses, [0, 0, 1, 1]],
  ['SST as ratings', { 'sst.txt': '1 b\n4 e\n' }, stars, [1, 4]],
  ['GLUE', { 'glue.tsv': 'sentence\tlabel\nso "bad\t0\ngood\t1\n' }, twoClasses, [0, 1]],
  ['MR', { 'rt.pos.txt': 'good\n', 'rt.neg.txt': 'bad\nawful\n' }, twoClasses, [0, 0, 1]],
  ['Sentiment140', { 'a.csv': 'polarity,id,query,text\n0,1,q,bad\n4,2,q,good\n' }, twoClasses, [0, 1]],
  ['airline', { 'a.csv': 'airline_sentiment,text\nneutral,so\npositive,good\n' }, threeClasses, [1, 2]],
  [
    'airline as two classes',
    { 'a.csv': 'airline_sentiment,text\nneutral,so\npositive,good\n' },
    twoClasses,
    [1],
  ],
  [
    'Sanders',
    { 'a.csv': 'Topic,Sentiment,TweetText\napple,irrelevant,?\napple,negative,bad\n' },
    threeClasses,
    [0],
  ],
  ['Apple', { 'a.csv': 'sentiment,sentiment:confidence,text\n3,1,so\n5,1,good\n' }, threeClasses, [1, 2]],
  ['topics', { 'a.tsv': 'topic\tlabel\ttext\nx\t-2\tbad\nx\t0\tso\n' }, threeClasses, [0, 1]],
  ['any table of two', { 'a.csv': 'label,text\n0,bad\n1,good\n' }, twoClasses, [0, 1]],
];

describe('published sets are read by what they are', () => {
  for (const [name, files, target, expected] of layouts) {
    test(name, async () => {
      const [file = ''] = Object.keys(files);
      const { rows } = await withFiles(files, (folder) => readLabelledTexts(join(folder, file), {}, target));
      assert.deepEqual(
        rows.map(({ label }) => label),
        expected,
      );
      assert.ok(rows.every(({ text }) => text !== '' && !/^\d/u.test(text)));
    });
  }

  test('the film of a review is its group', async () => {
    const { rows } = await withFiles({ 'imdb.jsonl': imdb }, (folder) =>
      readLabelledTexts(join(folder, 'imdb.jsonl'), { group: 'movie' }, twoClasses),
    );
    assert.deepEqual(
      rows.map(({ group }) => group),
      ['tt1', 'tt2'],
    );
  });
});

describe('a mistake in a file is named with its place', () => {
  for (const [name, files, target, message] of [
    [
      'no JSON',
      { 'a.jsonl': '{"text":"a","label":"pos"}\noops\n' },
      twoClasses,
      /line 2: expected a JSON object/u,
    ],
    [
      'no text',
      { 'a.jsonl': '{"label":"pos"}\n' },
      twoClasses,
      /line 1: expected a string in the field 'text'/u,
    ],
    ['no label', { 'a.txt': '1 fine\nno number\n' }, twoClasses, /line 2: expected a label/u],
    [
      'a rating out of range',
      { 'a.jsonl': '{"text":"a","rating":11}' },
      stars,
      /line 1: rating 11, .* 1 to 10/u,
    ],
    ['no labels at all', { 'a.jsonl': '{"text":"a"}' }, twoClasses, /found rows without labels/u],
    ['one file of two', { 'a.neg.txt': 'bad\n' }, twoClasses, /a\.pos\.txt: there is no such file/u],
  ] as const) {
    test(name, async () => {
      const [file = ''] = Object.keys(files);
      await withFiles(files, (folder) =>
        assert.rejects(readLabelledTexts(join(folder, file), {}, target), {
          code: 'INPUT_FILE_UNREADABLE',
          message,
        }),
      );
    });
  }
});

describe('texts without labels', () => {
  const read = async (path: string): Promise<string[]> => {
    const texts: string[] = [];
    for await (const text of readTexts(path)) texts.push(text);
    return texts;
  };

  test('come from JSON Lines, tables and plain lines, packed or not', async () => {
    const files = {
      'a.jsonl.gz': gzipSync('{"text":"é"}\n\n{"text":"b"}'),
      'a.csv': 'id,text\n1,"c\nd"\n',
      'a.txt': 'e\r\nf',
    };
    await withFiles(files, async (folder) => {
      const found = await Promise.all(Object.keys(files).map((file) => read(join(folder, file))));
      assert.deepEqual(found, [['é', 'b'], ['c\nd'], ['e', 'f']]);
    });
  });

  test('from a file that is missing or damaged are an error', async () => {
    await assert.rejects(read('/nowhere/a.txt.gz'), { code: 'INPUT_FILE_UNREADABLE' });
    await withFiles({ 'a.txt.gz': 'not packed' }, (folder) =>
      assert.rejects(read(join(folder, 'a.txt.gz')), { code: 'INPUT_FILE_UNREADABLE' }),
    );
  });
});
