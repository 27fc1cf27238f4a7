import type { LayersModel, SymbolicTensor, Tensor2D } from '@tensorflow/tfjs';
import { architectures } from '../architectures/architecture.ts';
import type { Backend } from '../backend.ts';
import { type Model, weightValues } from '../model/model.ts';
import { createVocabulary } from '../model/vocabulary.ts';
import { encodePosts, padBatch, sortedBatches } from './encoded-posts.ts';
import { fillLayers } from './layers.ts';
import { loadTensorflow, type Tensorflow } from './load.ts';

/** Posts in one call of libtensorflow: enough to fill its threads, little enough to stay in the cache. */
const BATCH = 256;

/**
 * The model as TensorFlow.js layers, computed by libtensorflow. Posts are computed in batches of similar length, since
 * a batch is padded to its longest.
 * @throws TENSORFLOW_UNAVAILABLE
 */
export async function openTensorflowBackend(model: Model): Promise<Backend> {
  const tensorflow = await loadTensorflow();
  const { maxTokens, calibration, architecture } = model.manifest;
  const classes = model.manifest.labels.length;
  const padding = architectures[architecture.type].padding(architecture);
  const vocabulary = createVocabulary(model.vocabulary);
  const network = buildNetwork(tensorflow, model);
  const embedding = tensorflow.tensor2d(weightValues(model, 'embedding'), [
    model.vocabulary.length,
    architecture.embedding,
  ]);
  const bias = tensorflow.tensor1d(calibration.bias);

  const probabilities = (rows: Int32Array, shape: [number, number]): Float32Array => {
    const result = tensorflow.tidy(() => {
      const vectors = tensorflow.gather(embedding, tensorflow.tensor2d(rows, shape, 'int32'));
      const logits = network.apply(vectors) as Tensor2D;
      return tensorflow.softmax(logits.div(calibration.temperature).add(bias));
    });
    const values = result.dataSync();
    result.dispose();
    return values as Float32Array;
  };

  return {
    kind: 'tensorflow',
    score(tokens) {
      const posts = encodePosts(tokens, vocabulary, maxTokens);
      const scores = new Float32Array(tokens.length * classes);
      for (const batch of sortedBatches(posts, BATCH)) {
        const { rows, shape } = padBatch(posts, batch, padding);
        const values = probabilities(rows, shape);
        for (const [i, post] of batch.entries()) {
          scores.set(values.subarray(i * classes, (i + 1) * classes), post * classes);
        }
      }
      return scores;
    },
    close() {
      network.dispose();
      embedding.dispose();
      bias.dispose();
    },
  };
}

/** Vectors [posts, positions, embedding] to logits [posts, classes]. */
function buildNetwork(tensorflow: Tensorflow, model: Model): LayersModel {
  const { architecture, labels } = model.manifest;
  const encoder = architectures[architecture.type].build(tensorflow, architecture);
  const dense = tensorflow.layers.dense({ name: 'dense', units: labels.length });
  const logits = dense.apply(encoder.outputs) as SymbolicTensor;
  const network = tensorflow.model({ inputs: encoder.inputs, outputs: logits });
  fillLayers(tensorflow, network, model.weights);
  return network;
}
