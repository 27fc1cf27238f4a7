/** Examples a second of the inner loop of `tonewatch train`: see help below, or --help. */
import { parseArgs } from 'node:util';
import { readRecipe } from '#shared/classifier/training/read-recipe.ts';
import { loadTensorflow } from '#shared/classifier/tensorflow/load.ts';
import type { Recipe } from '#shared/classifier/training/recipe.ts';
import { train } from '#shared/classifier/training/train.ts';
import { messageOf } from '#shared/errors/tonewatch-error.ts';
import { syntheticCorpus } from './synthetic-corpus.ts';

const help = `Examples a second of the inner loop of \`tonewatch train\` on one thread: a batch is made, goes through the network,
and every weight takes its step. Synthetic posts of 20 tokens, 20,000 words; vectors start at random.

  node --import tsx bench/training/run.ts [options]

  --recipe FILE   of a classifier; can be given again (default: recipes/posts-cnn.yaml)
  --seconds S     processor time to measure (default 20), after a warm-up of 3
  --json          print everything as JSON
  --help          print this`;

const WARM_UP_SECONDS = 3;
const EXAMPLES = 100_000;

interface Pace {
  readonly recipe: string;
  readonly batch: number;
  readonly perCpuSecond: number;
  readonly perSecond: number;
}

/** Ends a training in the middle. */
class Enough extends Error {}

async function paceOf(file: string, seconds: number): Promise<Pace> {
  const recipe = await readRecipe(file);
  if (recipe.kind !== 'classifier') throw new Error(`${file}: not of a classifier`);
  const synthetic: Recipe = { ...recipe, vectors: { ...recipe.vectors, from: 'random' } };
  let start: { done: number; clock: number; cpu: number } | undefined;
  let pace: Pace | undefined;
  const onStep = ({ done }: { done: number }): void => {
    const cpu = cpuSeconds();
    if (!start) {
      if (cpu - opened > WARM_UP_SECONDS) start = { done, clock: performance.now(), cpu };
      return;
    }
    const examples = done - start.done;
    pace = {
      recipe: recipe.name,
      batch: recipe.training.batch,
      perCpuSecond: examples / (cpu - start.cpu),
      perSecond: (examples * 1000) / (performance.now() - start.clock),
    };
    if (cpu - start.cpu > seconds) throw new Enough();
  };
  const corpus = syntheticCorpus(EXAMPLES, 500);
  const tensorflow = await loadTensorflow();
  const opened = cpuSeconds();
  await train(tensorflow, synthetic, corpus, { embeddingsDir: '', onStep }).catch((error: unknown) => {
    if (!(error instanceof Enough)) throw error;
  });
  if (!pace) throw new Error(`${file}: was over before it could be measured`);
  return pace;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      recipe: { type: 'string', multiple: true, default: ['recipes/posts-cnn.yaml'] },
      seconds: { type: 'string', default: '20' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${help}\n`);
  for (const name of ['TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS']) process.env[name] = '1';
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Error('--seconds: expected a number above 0');
  const paces: Pace[] = [];
  for (const file of values.recipe) paces.push(await paceOf(file, seconds));
  if (values.json) return void process.stdout.write(`${JSON.stringify(paces, null, 2)}\n`);
  for (const { recipe, batch, perCpuSecond, perSecond } of paces) {
    process.stdout.write(
      `${recipe}, batches of ${batch}: ${perCpuSecond.toFixed(0)} examples/s of processor time, ${perSecond.toFixed(0)} by the clock\n`,
    );
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`bench: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
