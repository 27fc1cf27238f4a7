import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Corpus } from '../dataset/corpus.ts';
import type { Weight } from '../model/model.ts';
import type { EpochRecord } from '../report/svg/training-curves.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import { type Checkpoint, checkpointIn } from './checkpoint.ts';
import { logitsOf } from './development.ts';
import { type Position, runEpoch, startOf } from './epoch.ts';
import type { Judged } from './objective.ts';
import { createPace, type Progress } from './pace.ts';
import { prepareRun, type PreparedRun } from './prepare-run.ts';
import type { Recipe } from './recipe.ts';

export interface TrainOptions {
  /** Where pretrained vectors lie. */
  readonly embeddingsDir: string;
  /** Folder for the checkpoint of each epoch; a run that finds one there goes on from it. */
  readonly checkpoints?: string;
  /** Stops after the step that it is at. */
  readonly signal?: AbortSignal;
  readonly onStep?: (progress: Progress, rate: number) => void;
  readonly onEpoch?: (record: EpochRecord, judged: Judged) => void;
  /** Told where a run goes on from a checkpoint. */
  readonly onResume?: (position: Position) => void;
}

export interface Trained extends Judged {
  readonly vocabulary: readonly string[];
  readonly weights: ReadonlyMap<string, Pick<Weight, 'shape' | 'values'>>;
  /** The one whose weights these are, from 1 on. */
  readonly epoch: number;
  readonly history: readonly EpochRecord[];
}

type Best = NonNullable<Checkpoint['best']>;

/**
 * Trains by a recipe and keeps the epoch that is best on the development part. On one thread, recipe and corpus
 * determine the result to the bit, whether or not the run was stopped and went on from a checkpoint.
 * @throws TonewatchError TRAINING_STOPPED; INPUT_FILE_UNREADABLE when the pretrained vectors are missing;
 * CONFIG_INVALID when the checkpoint is of another run, or the loss is no longer a number.
 */
export async function train(
  tensorflow: Tensorflow,
  recipe: Recipe,
  corpus: Corpus,
  options: TrainOptions,
): Promise<Trained> {
  const run = await prepareRun(tensorflow, recipe, corpus, options.embeddingsDir);
  try {
    return await learn(run, recipe, options);
  } finally {
    run.network.dispose();
    run.objective.dispose();
  }
}

async function learn(run: PreparedRun, recipe: Recipe, options: TrainOptions): Promise<Trained> {
  const { network, objective, training, development } = run;
  const { epochs, patience = epochs } = recipe.training;
  const total = training.examples.length;
  const file = options.checkpoints === undefined ? undefined : checkpointIn(options.checkpoints);
  const found = await file?.read(run.fingerprint);
  if (found) restore(run, found);
  let position: Position = found?.position ?? startOf(1);
  if (found) options.onResume?.(position);
  let best: Best | undefined = found?.best;
  let judged = best && objective.judge(best.logits, development.examples);
  const history: Checkpoint['history'] = found?.history ?? [];
  const pace = createPace(total, epochs, (position.epoch - 1) * total + position.done);
  let started = performance.now() - (found?.seconds ?? 0) * 1000;
  const seconds = (): number => (performance.now() - started) / 1000;
  const save = async (): Promise<void> =>
    file?.write({
      fingerprint: run.fingerprint,
      position,
      random: [...run.random.state()],
      state: [...network.state],
      history,
      seconds: seconds(),
      best,
    });

  while (position.epoch <= epochs && position.epoch - (best?.epoch ?? position.epoch) <= patience) {
    const { epoch } = position;
    let rate = 0;
    position = await runEpoch(network, training, position, {
      recipe,
      signal: options.signal,
      onStep({ done, loss }, learningRate) {
        rate = learningRate;
        options.onStep?.(pace(epoch, done, loss / done, judged?.figures[0]), learningRate);
      },
    });
    const logits = await logitsOf(network, development.posts, options.signal);
    if (!logits) {
      await save();
      throw stopped(position, total, file?.path);
    }
    const now = objective.judge(logits, development.examples);
    if (!judged || now.figures[0].value > judged.figures[0].value) {
      best = { epoch, weights: network.weights(), logits };
      judged = now;
    }
    const figures = Object.fromEntries(now.figures.map(({ name, value }) => [name, value]));
    const loss = position.loss / position.done;
    const record = { epoch, loss, development: figures, learningRate: rate, seconds: seconds() };
    history.push(record);
    position = startOf(epoch + 1);
    started = performance.now();
    await save();
    options.onEpoch?.(record, now);
  }
  if (!best || !judged) throw new Error('no epoch was run');
  const { vocabulary } = run;
  return {
    vocabulary,
    weights: best.weights,
    epoch: best.epoch,
    history,
    ...judged,
  };
}

/** Puts a run back to where a checkpoint was written. */
function restore({ network, random }: PreparedRun, { state, random: stream }: Checkpoint): void {
  for (const [i, values] of network.state.entries()) {
    const kept = state[i];
    if (kept?.length !== values.length) throw new Error('a checkpoint of another network');
    values.set(kept);
  }
  network.restored();
  random.restore(stream);
}

function stopped({ epoch, done }: Position, total: number, path: string | undefined): TonewatchError {
  const where = `stopped in epoch ${epoch}, after ${done} of ${total} examples`;
  return new TonewatchError(
    'TRAINING_STOPPED',
    path === undefined ? `${where}; nothing was kept` : `${where}; kept in ${path}`,
  );
}
