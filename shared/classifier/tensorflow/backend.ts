import type { LayersModel, SymbolicTensor, Tensor, Tensor2D } from '@tensorflow/tfjs';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { encoderOf } from '../architectures/architecture.ts';
import type { Encoder } from '../architectures/encoder.ts';
import type { Evidence } from '../../avro/mention.ts';
import type { Backend, Explained } from '../backend.ts';
import { isCnn } from '../compiled/cnn/cnn-model.ts';
import { largestOf } from '../evidence/evidence.ts';
import { type Model, weightValues } from '../model/model.ts';
import { activate, outputsOf } from '../model/output.ts';
import { createVocabulary } from '../model/vocabulary.ts';
import { createOutsideTokens } from '../subwords/outside-tokens.ts';
import { addMeanOfRows, subwordRows } from '../subwords/subwords.ts';
import { encodePosts, lengthOf, padBatch, type PaddedBatch, sortedBatches } from './encoded-posts.ts';
import { createCnnExplainer, type PooledBatch } from './explain-cnn.ts';
import { fillLayers } from './layers.ts';
import { loadTensorflow, type Tensorflow } from './load.ts';

/** Posts in one call of libtensorflow: enough to fill its threads, little enough to stay in the cache. */
const BATCH = 256;

/**
 * The model as TensorFlow.js layers, computed by libtensorflow. Posts are computed in batches of similar length, since
 * a batch is padded to its longest.
 * @throws TENSORFLOW_UNAVAILABLE; BACKEND_UNSUPPORTED for what is no network of layers.
 */
export async function openTensorflowBackend(model: Model): Promise<Backend> {
  const { name, maxTokens, output, architecture, subwords } = model.manifest;
  if (architecture.type === 'bag-of-words' || architecture.type === 'average') {
    throw new TonewatchError(
      'BACKEND_UNSUPPORTED',
      `${name}: the tensorflow backend does not compute ${architecture.type} models; use --backend compiled`,
    );
  }
  const tensorflow = await loadTensorflow();
  const outputs = outputsOf(output);
  const encoder = encoderOf(architecture, maxTokens);
  const vocabulary = createVocabulary(model.vocabulary);
  const network = buildNetwork(tensorflow, encoder, model);
  const embedding = tensorflow.tensor2d(weightValues(model, 'embedding'), [
    model.vocabulary.length,
    architecture.embedding,
  ]);

  const explainer = isCnn(model) ? createCnnExplainer(tensorflow, network, model) : null;

  const start = (table: Tensor2D, { rows, mask, shape }: PaddedBatch, why: boolean): Launched =>
    tensorflow.tidy((): Launched => {
      const vectors = tensorflow.gather(table, tensorflow.tensor2d(rows, [...shape], 'int32'));
      const inputs = inputsOf(tensorflow, network, vectors, mask);
      return explainer && why ? explainer.pool(inputs) : { logits: network.apply(inputs) as Tensor2D };
    });

  const compute = (tokens: readonly string[], why: boolean): Explained => {
    const outside = createOutsideTokens(vocabulary.size);
    const posts = encodePosts(tokens, vocabulary, maxTokens, subwords && outside.rowOf);
    const table = withOutside(tensorflow, embedding, outside.tokens, model);
    const scores = new Float32Array(tokens.length * outputs);
    const evidence: Evidence[][] = [];
    const finish = ({ batch, launched }: Started): void => {
      const logits = launched.logits.dataSync();
      for (const [i, post] of batch.entries()) {
        activate(output, logits.subarray(i * outputs, (i + 1) * outputs), scores, post * outputs);
      }
      if (explainer && 'maxima' in launched) {
        const explain = explainer.read(launched);
        for (const [i, post] of batch.entries()) {
          const count = lengthOf(posts, post);
          evidence[post] = explain(i, tokens[post] ?? '', count, largestOf(scores, post * outputs, outputs));
        }
      }
      tensorflow.dispose(launched);
    };
    // A GPU goes on by itself: the next batch is on its way to it before the results of the one before are fetched.
    let before: Started | null = null;
    for (const batch of sortedBatches(posts, BATCH)) {
      const started = { batch, launched: start(table, padBatch(posts, batch, encoder.padding), why) };
      if (before) finish(before);
      before = started;
    }
    if (before) finish(before);
    if (table !== embedding) table.dispose();
    return { scores, evidence };
  };

  return {
    kind: 'tensorflow',
    score: (tokens) => compute(tokens, false).scores,
    ...(explainer && { explain: (tokens: readonly string[]) => compute(tokens, true) }),
    close() {
      network.dispose();
      embedding.dispose();
    },
  };
}

/** What libtensorflow was told to compute. */
type Launched = PooledBatch | { readonly logits: Tensor2D };

interface Started {
  readonly batch: Int32Array;
  readonly launched: Launched;
}

/** The vectors of the vocabulary, and behind them those of tokens outside it. */
function withOutside(
  tensorflow: Tensorflow,
  embedding: Tensor2D,
  outside: readonly string[],
  model: Model,
): Tensor2D {
  const { subwords } = model.manifest;
  if (!subwords || outside.length === 0) return embedding;
  const width = embedding.shape[1];
  const ngrams = weightValues(model, 'subwords');
  const vectors = new Float32Array(outside.length * width);
  for (const [i, token] of outside.entries()) {
    addMeanOfRows(ngrams, width, subwordRows(token, subwords), vectors, i * width);
  }
  return tensorflow.tidy(() => embedding.concat(tensorflow.tensor2d(vectors, [outside.length, width])));
}

/** What an encoder is called with: the vectors [texts, positions, embedding], and the mask if it has an input for it. */
export function inputsOf(
  tensorflow: Tensorflow,
  { inputs }: LayersModel,
  vectors: Tensor,
  mask: Float32Array,
): Tensor | Tensor[] {
  if (inputs.length < 2) return vectors;
  const [texts = 0, positions = 0] = vectors.shape;
  return [vectors, tensorflow.tensor2d(mask, [texts, positions])];
}

/** Vectors [texts, positions, embedding] to logits [texts, outputs]. */
function buildNetwork(tensorflow: Tensorflow, { build }: Encoder, { manifest, weights }: Model): LayersModel {
  const encoder = build(tensorflow);
  const dense = tensorflow.layers.dense({ name: 'dense', units: outputsOf(manifest.output) });
  const logits = dense.apply(encoder.outputs) as SymbolicTensor;
  const network = tensorflow.model({ inputs: encoder.inputs, outputs: logits });
  fillLayers(tensorflow, network, weights);
  return network;
}
