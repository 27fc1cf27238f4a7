import type { LayersModel, Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { CnnArchitecture } from '../architectures/cnn.ts';
import type { Tensorflow } from '../tensorflow/load.ts';

/** The vectors that a batch reads, and where: row `ids[i]` of `vectors` is at position i of the texts laid end to end. */
export interface BatchInput {
  /** [unique, embedding]. */
  readonly vectors: Tensor2D;
  /** [texts, positions], row-major. */
  readonly ids: Int32Array;
  readonly shape: readonly [texts: number, positions: number];
}

/** Features [texts, widths × filters] of a batch, on the tape. */
export type PooledConvolutions = (input: BatchInput) => Tensor2D;

/** One width of the network, as numbers. */
interface Bank {
  readonly width: number;
  /** Where its filters begin in a row of the projections; one offset after the other. */
  readonly base: number;
  /** [width, filters, embedding]. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/**
 * What buildCnn computes, for training: convolutions, the maximum over all positions, ReLU. Two things make it several
 * times as fast as the layers on long texts. A token's vector is projected by each filter once a batch, not once a place
 * where it stands. And only the strongest window of a filter learns, so the gradient is as small as the features: the
 * layers would compute it for every window and multiply by zeros. (Of windows that are equal, the first learns; the
 * layers let each learn in full, a word as often as it is repeated.)
 * @param encoder made by buildCnn; its weights are the ones that are used and learn.
 */
export function createPooledConvolutions(
  tensorflow: Tensorflow,
  spec: CnnArchitecture,
  encoder: LayersModel,
): PooledConvolutions {
  const { embedding, filters, widths } = spec;
  const weights = widths.flatMap((width) => encoder.getLayer(`conv${width}`).getWeights());
  return ({ vectors, ids, shape }) => {
    const [texts, positions] = shape;
    const apply = tensorflow.customGrad((...given) => {
      const [used, ...tensors] = given.filter((each): each is Tensor => typeof each !== 'function');
      if (!used) throw new Error('no vectors');
      const banks = widths.map((width, i): Bank => {
        const [kernel, bias] = [tensors[2 * i], tensors[2 * i + 1]];
        if (!kernel || !bias) throw new Error(`no weights of width ${width}`);
        return {
          width,
          base: widths.slice(0, i).reduce((sum, each) => sum + each, 0) * filters,
          kernel: kernel.transpose([0, 2, 1]).dataSync<'float32'>(),
          bias: bias.dataSync<'float32'>(),
        };
      });
      const stride = widths.reduce((sum, width) => sum + width, 0) * filters;
      const projections = project(tensorflow, used, tensors, spec);
      const { features, strongest } = pool(banks, { projections, stride, filters, ids, texts, positions });
      const gradients = (output: Tensor): Tensor[] => {
        const { vectorGradient, kernelGradients, biasGradients } = spread(banks, {
          ...{ ids, texts, positions, filters, embedding, features, strongest },
          vectors: used.dataSync<'float32'>(),
          gradient: output.dataSync<'float32'>(),
        });
        return [
          tensorflow.tensor2d(vectorGradient, [vectorGradient.length / embedding, embedding]),
          ...banks.flatMap(({ width }, i) => [
            tensorflow
              .tensor3d(kernelGradients[i] ?? new Float32Array(), [width, filters, embedding])
              .transpose([0, 2, 1]),
            tensorflow.tensor1d(biasGradients[i] ?? new Float32Array()),
          ]),
        ];
      };
      return { value: tensorflow.tensor2d(features, [texts, widths.length * filters]), gradFunc: gradients };
    });
    return apply(vectors, ...weights);
  };
}

/** Every vector times every filter at each of its offsets: [unique, Σ widths × filters]. */
function project(
  tensorflow: Tensorflow,
  vectors: Tensor,
  weights: readonly Tensor[],
  { embedding, filters, widths }: CnnArchitecture,
): Float32Array {
  const product = tensorflow.tidy(() => {
    const sides = widths.flatMap((width, i) => {
      const kernel = weights[2 * i];
      return kernel ? [kernel.transpose([1, 0, 2]).reshape([embedding, width * filters])] : [];
    });
    return tensorflow.matMul(vectors, tensorflow.concat(sides, 1));
  });
  // Not inside tidy: it would look for tensors in every number.
  const numbers = product.dataSync<'float32'>();
  product.dispose();
  return numbers;
}

interface Projected {
  readonly projections: Float32Array;
  readonly stride: number;
  readonly filters: number;
  readonly ids: Int32Array;
  readonly texts: number;
  readonly positions: number;
}

/** The largest sum of each filter over the windows of each text, rectified, and the first window that has it. */
function pool(
  banks: readonly Bank[],
  { projections, stride, filters, ids, texts, positions }: Projected,
): { features: Float32Array; strongest: Int32Array } {
  const count = banks.length * filters;
  const features = new Float32Array(texts * count).fill(-Infinity);
  const strongest = new Int32Array(texts * count);
  const sums = new Float32Array(filters);
  for (let text = 0; text < texts; text++) {
    for (const [b, { width, base, bias }] of banks.entries()) {
      const at = text * count + b * filters;
      sums.fill(0);
      for (let window = 0; window + width <= positions; window++) {
        const first = text * positions + window;
        for (let offset = 0; offset < width - 1; offset++) {
          const row = (ids[first + offset] as number) * stride + base + offset * filters;
          for (let f = 0; f < filters; f++) {
            sums[f] = (offset > 0 ? (sums[f] as number) : 0) + (projections[row + f] as number);
          }
        }
        const last = (ids[first + width - 1] as number) * stride + base + (width - 1) * filters;
        for (let f = 0; f < filters; f++) {
          const sum = (sums[f] as number) + (projections[last + f] as number);
          if (sum > (features[at + f] as number)) {
            features[at + f] = sum;
            strongest[at + f] = window;
          }
        }
      }
      for (let f = 0; f < filters; f++) {
        features[at + f] = Math.max(0, (features[at + f] as number) + (bias[f] as number));
      }
    }
  }
  return { features, strongest };
}

interface Spreading {
  readonly vectors: Float32Array;
  readonly ids: Int32Array;
  readonly texts: number;
  readonly positions: number;
  readonly filters: number;
  readonly embedding: number;
  readonly features: Float32Array;
  readonly strongest: Int32Array;
  /** Of the features. */
  readonly gradient: Float32Array;
}

/** The gradient of each feature, to the window that it comes from: its vectors and the filter. */
function spread(
  banks: readonly Bank[],
  { vectors, ids, texts, positions, filters, embedding, features, strongest, gradient }: Spreading,
): { vectorGradient: Float32Array; kernelGradients: Float32Array[]; biasGradients: Float32Array[] } {
  const count = banks.length * filters;
  const vectorGradient = new Float32Array(vectors.length);
  const kernelGradients = banks.map(({ kernel }) => new Float32Array(kernel.length));
  const biasGradients = banks.map(({ bias }) => new Float32Array(bias.length));
  for (const [b, { width, kernel }] of banks.entries()) {
    const toKernel = kernelGradients[b] as Float32Array;
    const toBias = biasGradients[b] as Float32Array;
    for (let text = 0; text < texts; text++) {
      for (let f = 0; f < filters; f++) {
        const at = text * count + b * filters + f;
        const slope = gradient[at] as number;
        if (slope === 0 || (features[at] as number) <= 0) continue;
        toBias[f] = (toBias[f] as number) + slope;
        const first = text * positions + (strongest[at] as number);
        for (let offset = 0; offset < width; offset++) {
          const vector = (ids[first + offset] as number) * embedding;
          const filter = (offset * filters + f) * embedding;
          for (let d = 0; d < embedding; d++) {
            toKernel[filter + d] = (toKernel[filter + d] as number) + slope * (vectors[vector + d] as number);
            vectorGradient[vector + d] =
              (vectorGradient[vector + d] as number) + slope * (kernel[filter + d] as number);
          }
        }
      }
    }
  }
  return { vectorGradient, kernelGradients, biasGradients };
}
