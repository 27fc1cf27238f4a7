import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { readCorpus } from '#shared/classifier/dataset/corpus.ts';
import { readLines } from '#shared/classifier/dataset/table.ts';
import { corpusSchema } from '#shared/classifier/dataset/corpus-schema.ts';

const recipes = fileURLToPath(new URL('../../../recipes', import.meta.url));
const data = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const skip = !existsSync(join(data, 'tweeteval-sentiment')) && 'no data sets here';

/** Cruder than what training uses, and apart from it: the Latin letters of what is neither link nor user. */
const letters = (text: string): string =>
  text
    .replace(/\\u[0-9a-f]{4}|&\w+;|https?:\S*|@\S+/giu, ' ')
    .toLowerCase()
    .replace(/[^a-z]/gu, '');

test('no recipe that ships trains on a text of TweetEval’s validation part', { skip }, async () => {
  const validation = await readLines(join(data, 'tweeteval-sentiment/val_text.txt'));
  const forbidden = new Set(validation.map(letters).filter((text) => text.length > 10));
  assert.ok(forbidden.size > 1900);
  let posts = 0;
  for (const file of (await readdir(recipes)).filter((name) => name.endsWith('.yaml'))) {
    const recipe = corpusSchema.safeParse(parse(await readFile(join(recipes, file), 'utf8')));
    // Others learn no labels of posts.
    if (!recipe.success || recipe.data.target.type !== 'classes' || recipe.data.target.labels.length < 3)
      continue;
    posts++;
    const { training, development } = await readCorpus(recipe.data, data);
    const seen = [...training, ...development].filter(({ text }) => forbidden.has(letters(text)));
    assert.deepEqual(seen, [], file);
  }
  assert.ok(posts > 0);
});
