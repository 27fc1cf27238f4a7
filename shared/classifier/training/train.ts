import { join } from 'node:path';
import { prepareText } from '../../text/preprocessing.ts';
import type { Corpus, Example } from '../dataset/corpus.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import type { Weight } from '../model/model.ts';
import { createVocabulary } from '../model/vocabulary.ts';
import { encodePosts } from '../tensorflow/encoded-posts.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import type { Calibration } from '../model/output.ts';
import { judge } from './development.ts';
import { runEpoch } from './epoch.ts';
import { createNetwork } from './network.ts';
import { createPace, type Progress } from './pace.ts';
import type { EncodedExamples } from './encoded-examples.ts';
import { createRandom } from './random.ts';
import type { Recipe } from './recipe.ts';
import { RANDOM, startVectors } from './vectors.ts';
import { chooseVocabulary } from './vocabulary.ts';

export interface TrainOptions {
  /** Where pretrained vectors lie. */
  readonly embeddingsDir: string;
  readonly onStep?: (progress: Progress) => void;
  readonly onEpoch?: (epoch: number, loss: number, development: Metrics) => void;
}

export interface Trained {
  readonly vocabulary: readonly string[];
  readonly weights: ReadonlyMap<string, Pick<Weight, 'shape' | 'values'>>;
  readonly calibration: Calibration;
  /** The one whose weights these are, from 1 on. */
  readonly epoch: number;
  /** How good it is on the part that chose it and fitted its calibration. */
  readonly development: Metrics;
}

/**
 * Trains by a recipe and keeps the epoch with the best macro-recall on the development part. Recipe and corpus
 * determine the order of examples and every random number.
 * @throws TonewatchError INPUT_FILE_UNREADABLE when the pretrained vectors are missing.
 */
export async function train(
  tensorflow: Tensorflow,
  recipe: Recipe,
  corpus: Corpus,
  options: TrainOptions,
): Promise<Trained> {
  const random = createRandom(recipe.seed);
  const prepared = prepare(corpus.training);
  const vocabulary = chooseVocabulary(prepared, recipe.vocabulary.size, recipe.vocabulary.minimumCount);
  const encoder = createVocabulary(vocabulary);
  const encode = (texts: readonly string[], examples: readonly Example[]): EncodedExamples => ({
    posts: encodePosts(texts, encoder, recipe.maxTokens),
    examples,
  });
  const training = encode(prepared, corpus.training);
  const development = encode(prepare(corpus.development), corpus.development);
  const vectors = await startVectors(vocabulary, recipe.architecture.embedding, {
    from: recipe.vectors.from === RANDOM ? RANDOM : join(options.embeddingsDir, recipe.vectors.from),
    deviation: recipe.vectors.deviation,
    random,
  });
  const network = createNetwork(tensorflow, {
    architecture: recipe.architecture,
    maxTokens: recipe.maxTokens,
    vectors,
    sources: corpus.sources.length,
    training: recipe.training,
    random,
  });
  const pace = createPace(corpus.training.length, recipe.training.epochs);
  let best: Trained | undefined;
  for (let epoch = 1; epoch <= recipe.training.epochs; epoch++) {
    const loss = runEpoch(network, training, { corpus, recipe, random, epoch }, (done, mean) =>
      options.onStep?.(
        pace(epoch, done, mean, best && { name: 'macro-recall', value: best.development.macroRecall }),
      ),
    );
    const judged = judge(network, development, recipe.priorCorrection);
    options.onEpoch?.(epoch, loss, judged.development);
    if (!best || judged.development.macroRecall > best.development.macroRecall) {
      best = { vocabulary, weights: network.weights(), epoch, ...judged };
    }
  }
  network.dispose();
  if (!best) throw new Error('no epoch was run');
  return best;
}

const prepare = (examples: readonly Example[]): string[] => examples.map(({ text }) => prepareText(text));
