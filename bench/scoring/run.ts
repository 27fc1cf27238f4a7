/**
 * Posts per second of one core through the compiled backend alone, through the whole score stage (Avro in, classify,
 * Avro out), and through the tensorflow backend where it is set up, in the same run.
 *
 *   node --import tsx bench/scoring/run.ts [--model posts-cnn] [--posts 50000] [--data tweets.csv]
 *
 * With --data the posts are the `text` column of a CSV file, prepared as in service; without it, 18 tokens each, drawn
 * from the model's vocabulary as words are in a language (Zipf).
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { cleanedPostCodec } from '#shared/avro/cleaned-post.ts';
import type { Backend } from '#shared/classifier/backend.ts';
import { describeArchitecture } from '#shared/classifier/architectures/architecture.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { openClassifier } from '#shared/classifier/classifier.ts';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { loadModel } from '#shared/classifier/model/store.ts';
import { loadConfig } from '#shared/config/load.ts';
import { messageOf, TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { runBatch } from '#shared/service/batch.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { scoreStage } from '../../services/score/stage.ts';
import { seeded } from '../../test/fixtures/generated-posts.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'posts-cnn' },
    posts: { type: 'string', default: '50000' },
    data: { type: 'string' },
  },
});
const count = Number(values.posts);
const config = loadConfig({ overrides: { score: { model: values.model } } }).score;
const BATCH = config.maxBatch;
const PASSES = 3;

function tokensFrom(model: Model): string[] {
  if (values.data !== undefined) {
    const rows = z
      .array(z.looseObject({ text: z.string() }))
      .parse(parse(readFileSync(values.data), { columns: true }));
    const prepared = rows.map(({ text }) => prepareText(text));
    return Array.from({ length: count }, (_, i) => prepared[i % prepared.length] ?? '');
  }
  const random = seeded(1);
  const words = model.vocabulary.length - 2;
  const word = () => model.vocabulary[1 + Math.floor(words ** random())] ?? '';
  return Array.from({ length: count }, () => Array.from({ length: 18 }, word).join(' '));
}

/** Runs all posts through `work` in batches; posts per second of processor time. */
async function measure<T>(posts: readonly T[], work: (batch: readonly T[]) => unknown): Promise<number> {
  const start = process.cpuUsage();
  for (let i = 0; i < posts.length; i += BATCH) await work(posts.slice(i, i + BATCH));
  const { user, system } = process.cpuUsage(start);
  return (posts.length / (user + system)) * 1e6;
}

async function report<T>(
  what: string,
  posts: readonly T[],
  work: (batch: readonly T[]) => unknown,
): Promise<number> {
  const passes: number[] = [];
  for (let pass = 0; pass < PASSES; pass++) passes.push(await measure(posts, work));
  const rates = passes.map((rate) => Math.round(rate).toLocaleString('en')).join(', ');
  const best = Math.max(...passes);
  console.log(
    `${what.padEnd(20)} ${rates} posts/s a core, pass by pass; ${(1e6 / best).toFixed(1)} µs a post`,
  );
  return best;
}

function scoreBackend(backend: Backend, tokens: readonly string[]): Promise<number> {
  return report(`${backend.kind} backend`, tokens, (batch) => backend.score(batch));
}

async function scoreWholeStage(tokens: readonly string[]): Promise<void> {
  const stage = scoreStage(await openClassifier(config), config);
  const { encode } = cleanedPostCodec;
  const records = tokens.map((each, i) => ({
    ...{ topic: 'cleaned', partition: 0, offset: i, timestamp: 0, key: `x:${i}` },
    value: encode({
      ...{
        id: `x:${i}`,
        platform: 'x',
        feed: 'x',
        change: 'create',
        revision: i,
        postedAt: i,
        language: 'en',
      },
      ...{ author: 'a5b1c9d2e3f40516', url: null, repostOf: null, reach: 120, products: ['delta'] },
      ...{ text: each, tokens: each, cluster: '00f3a1b2c3d4e5f6', preprocessing: 'posts-1' },
    }),
  }));
  await report('score stage', records, (batch) => runBatch(stage, [...batch], 'live'));
}

const model = await loadModel(values.model, config.modelsDir || undefined);
const tokens = tokensFrom(model);
const words = tokens.reduce((sum, each) => sum + each.split(' ').length, 0) / tokens.length;
console.log(
  `${values.model}: ${describeArchitecture(model.manifest.architecture)}, vocabulary ${model.vocabulary.length}`,
);
console.log(`${count} posts of ${words.toFixed(1)} tokens, batches of ${BATCH}, Node ${process.version}`);

const start = performance.now();
const compiled = openCompiledBackend(model);
console.log(`compiled backend opened in ${(performance.now() - start).toFixed(0)} ms`);
const fast = await scoreBackend(compiled, tokens);
console.log(`folded table ${(compiled.tableBytes() / 1e6).toFixed(0)} MB`);
await scoreWholeStage(tokens);
try {
  const tensorflow = await openBackend(model, 'tensorflow');
  const slow = await scoreBackend(tensorflow, tokens.slice(0, 5_000));
  tensorflow.close();
  console.log(`compiled / tensorflow: ${(fast / slow).toFixed(1)}`);
} catch (error) {
  if (!(error instanceof TonewatchError)) throw error;
  console.log(`tensorflow backend: ${messageOf(error)}`);
}
