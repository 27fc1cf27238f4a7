import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { SkipGramProgress } from '#shared/classifier/skip-gram/learn-vectors.ts';
import { type SkipGramRecipe, skipGramRecipeSchema } from '#shared/classifier/skip-gram/recipe.ts';
import { trainSkipGram } from '#shared/classifier/skip-gram/train-skip-gram.ts';
import { createRandom } from '#shared/classifier/training/random.ts';

/** Texts of two kinds of words that never meet: what is used alike should come to lie together. */
function texts(): string[] {
  const random = createRandom(3);
  const kinds = [
    'apple pear plum cherry melon grape'.split(' '),
    'saw hammer drill file clamp plane'.split(' '),
  ];
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)] as T;
  return Array.from({ length: 4000 }, () => {
    const kind = pick(kinds);
    return Array.from({ length: 6 }, () => pick(kind)).join(' ');
  });
}

let folder = '';
let recipe: SkipGramRecipe;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonewatch-skip-gram-'));
  const all = texts();
  const json = all.slice(0, 2000).map((text) => JSON.stringify({ id: 1, text: text.toUpperCase() }));
  await writeFile(join(folder, 'a.jsonl.gz'), gzipSync(`${json.join('\n')}\n`));
  await writeFile(
    join(folder, 'b.csv'),
    `n,body\n${all
      .slice(2000)
      .map((text) => `1,${text}`)
      .join('\n')}\n`,
  );
  recipe = skipGramRecipeSchema.parse({
    kind: 'skip-gram',
    name: 'tiny',
    seed: 5,
    corpus: [{ file: 'a.jsonl.gz' }, { file: 'b.csv', text: 'body' }],
    dimensions: 10,
    epochs: 3,
    minimumCount: 3,
    subsample: 1,
  });
});

after(() => rm(folder, { recursive: true }));

const run = (
  over: Partial<SkipGramRecipe>,
  onProgress?: (progress: SkipGramProgress) => void,
): Promise<Buffer> =>
  trainSkipGram(
    { ...recipe, ...over },
    { dataDir: folder, embeddingsDir: join(folder, 'out'), ...(onProgress ? { onProgress } : {}) },
  ).then(({ path }) => readFile(path));

describe('word vectors trained on a corpus', () => {
  test('words that are used alike lie together, and the files are what training reads', async () => {
    const bytes = await run({});
    const words = (await readFile(join(folder, 'out', 'tiny.words'), 'utf8')).trimEnd().split('\n');
    const fruit = words.indexOf('apple');
    assert.equal(bytes.length, words.length * 10 * 4);
    const values = new Float32Array(new Uint8Array(bytes).buffer);
    const vector = (row: number): Float32Array => values.subarray(row * 10, row * 10 + 10);
    const cosine = (a: Float32Array, b: Float32Array): number => {
      const dot = (x: Float32Array, y: Float32Array): number =>
        x.reduce((sum, v, i) => sum + v * (y[i] ?? 0), 0);
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    const near = cosine(vector(fruit), vector(words.indexOf('plum')));
    const far = cosine(vector(fruit), vector(words.indexOf('hammer')));
    assert.ok(near > far + 0.5, `${near} against ${far}`);
  });

  test('a seed determines them to the bit', async () => {
    const [once, again, other] = [await run({}), await run({}), await run({ seed: 6 })];
    assert.deepEqual(once, again);
    assert.notDeepEqual(once, other);
  });

  test('progress comes to its end', async () => {
    const seen: SkipGramProgress[] = [];
    await run({ subsample: 1e-3 }, (progress) => seen.push(progress));
    const last = seen.at(-1);
    assert.ok(last && last.done === last.total && last.secondsLeft === 0 && last.wordsPerSecond > 0);
    assert.ok(seen.length >= 3);
  });

  test('a file without the column is refused by name', async () => {
    await assert.rejects(
      run({ corpus: [{ file: 'b.csv', text: 'tweet' }] }),
      /b\.csv: no column 'tweet'; it has n, body/,
    );
  });

  test('a corpus without a word that is frequent enough is refused', async () => {
    await assert.rejects(
      run({ minimumCount: 100_000 }),
      /minimumCount: no token of the corpus occurs 100000 times/,
    );
  });
});
