import { join } from 'node:path';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { prepareText } from '../../text/preprocessing.ts';
import type { Corpus, Example } from '../dataset/corpus.ts';
import { createVocabulary } from '../model/vocabulary.ts';
import { type EncodedPosts, encodePosts } from '../tensorflow/encoded-posts.ts';
import type { Tensorflow } from '../tensorflow/load.ts';
import { createOutsideTokens } from '../subwords/outside-tokens.ts';
import { createEmbedding } from './embedding.ts';
import type { EncodedExamples } from './encoded-examples.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { createLearner } from './optimiser.ts';
import { LEXICON_NUMBERS, withLexicon } from './lexicon.ts';
import { createNetwork, type Network } from './network.ts';
import { type Objective } from './objective.ts';
import { createObjective } from './create-objective.ts';
import { createRandom, type Random } from './random.ts';
import type { Recipe } from './recipe.ts';
import { createSubwordEmbedding } from './subword-embedding.ts';
import { RANDOM, startVectors } from './vectors.ts';
import { chooseVocabulary } from './vocabulary.ts';

/** Everything that a training run needs, before its first step. */
export interface PreparedRun {
  readonly vocabulary: readonly string[];
  readonly training: EncodedExamples;
  readonly development: EncodedExamples;
  readonly objective: Objective;
  readonly network: Network;
  /** Draws what is dropped out. */
  readonly random: Random;
  readonly fingerprint: Fingerprint;
}

/**
 * Chooses the vocabulary, encodes the texts, and makes a network that knows nothing yet. Recipe and corpus determine it
 * to the bit.
 * @param embeddingsDir where pretrained vectors lie.
 * @throws TonewatchError CONFIG_INVALID when a part has no texts; INPUT_FILE_UNREADABLE when the pretrained vectors are
 * missing.
 */
export async function prepareRun(
  tensorflow: Tensorflow,
  recipe: Recipe,
  corpus: Corpus,
  embeddingsDir: string,
): Promise<PreparedRun> {
  refuseEmpty(corpus);
  const random = createRandom(recipe.seed);
  const { architecture, maxTokens, training: how } = recipe;
  const texts = prepare(corpus.training);
  const vocabulary = chooseVocabulary(texts, recipe.vocabulary.size, recipe.vocabulary.minimumCount);
  const rows = createVocabulary(vocabulary);
  const outside = createOutsideTokens(vocabulary.length);
  const encode = (prepared: readonly string[], withOutside: boolean): EncodedPosts =>
    encodePosts(prepared, rows, maxTokens, withOutside ? outside.rowOf : undefined);
  const { subwords, serveSubwords } = recipe;
  const training = { posts: encode(texts, subwords !== undefined), examples: corpus.training };
  // The development part is read as the model will read texts.
  const development = {
    posts: encode(prepare(corpus.development), subwords !== undefined && serveSubwords),
    examples: corpus.development,
  };
  const { from, deviation, frozen } = recipe.vectors;
  const width = architecture.embedding;
  const { lexicon } = recipe;
  const start = await startVectors(vocabulary, width - (lexicon === undefined ? 0 : LEXICON_NUMBERS), {
    from: from === RANDOM ? RANDOM : join(embeddingsDir, from),
    deviation,
    random,
  });
  const vectors =
    lexicon === undefined ? start : await withLexicon(start, vocabulary, join(embeddingsDir, lexicon));
  const objective = createObjective(tensorflow, recipe, corpus);
  const learner = (values: Float32Array): ReturnType<typeof createLearner> =>
    createLearner(how.optimiser, values, width);
  const tokens = [...vocabulary, ...outside.tokens];
  const fingerprint = fingerprintOf(recipe, tokens, [training, development], vectors);
  const outsideCounts = serveSubwords ? undefined : countOutside(training.posts, vocabulary.length, tokens);
  const embedding = subwords
    ? createSubwordEmbedding(vectors, width, { subwords, tokens, frozen, outsideCounts }, learner)
    : createEmbedding(vectors, width, frozen ? undefined : learner);
  const network = createNetwork(tensorflow, {
    architecture,
    maxTokens,
    embedding,
    objective,
    training: how,
    random,
  });
  return { vocabulary, training, development, objective, network, random, fingerprint };
}

const prepare = (examples: readonly Example[]): string[] => examples.map(({ text }) => prepareText(text));

/** How often each token behind the vocabulary occurs. */
function countOutside(
  { rows, starts }: EncodedPosts,
  vocabulary: number,
  tokens: readonly string[],
): Int32Array {
  const counts = new Int32Array(tokens.length - vocabulary);
  for (const row of rows.subarray(0, starts.at(-1))) {
    if (row >= vocabulary) counts[row - vocabulary] = (counts[row - vocabulary] as number) + 1;
  }
  return counts;
}

function refuseEmpty({ training, development }: Corpus): void {
  if (training.length === 0) {
    throw new TonewatchError('CONFIG_INVALID', 'data: no text is left to learn from: name more files');
  }
  if (development.length === 0) {
    throw new TonewatchError(
      'CONFIG_INVALID',
      'development: no text is held out: name a file of data and more of it',
    );
  }
}
