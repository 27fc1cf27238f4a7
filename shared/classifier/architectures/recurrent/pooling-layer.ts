import type { layers, Shape, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/load.ts';
import { FAR } from './cell.ts';
import type { Pooling } from './pooling.ts';

export interface PoolingSizes {
  readonly pooling: readonly Pooling[];
  readonly units: number;
  readonly bidirectional: boolean;
}

/**
 * States [texts, positions, width] and mask [texts, positions] to features [texts, poolings × width], the poolings side by
 * side in their order. Pads take no part; a text without tokens has features 0.
 *
 * * last: the state of each direction after all that it reads.
 * * mean, max: of each feature over the tokens.
 * * attention: the sum over the tokens of α h, with α = softmax over the tokens of v·h, v learned (Yang et al. 2016,
 *   "Hierarchical attention networks", without the layer between state and score: states are already squashed).
 */
export function poolingLayer(tensorflow: Tensorflow, name: string, sizes: PoolingSizes): layers.Layer {
  class PoolStates extends tensorflow.layers.Layer {
    static readonly className = 'PoolStates';

    override build(shapes: Shape[]): void {
      const width = shapes[0]?.at(-1) ?? 1;
      if (sizes.pooling.includes('attention')) {
        this.addWeight(`${name}/kernel`, [width, 1], 'float32', tensorflow.initializers.zeros());
      }
      this.built = true;
    }

    override computeOutputShape(shapes: Shape[]): Shape {
      const [texts = null, , width] = shapes[0] ?? [];
      return [texts, (width ?? 1) * sizes.pooling.length];
    }

    override call(inputs: Tensor | Tensor[]): Tensor {
      const [states, mask] = inputs as [Tensor3D, Tensor2D];
      return tensorflow.tidy(() => {
        const parts = sizes.pooling.map((pooling) => {
          if (pooling === 'max') return maximum(states, mask);
          if (pooling === 'mean') return mean(tensorflow, states, mask);
          if (pooling === 'last') return last(tensorflow, states, mask, sizes);
          return attended(tensorflow, states, mask, this.weights[0]?.read() as Tensor2D);
        });
        return tensorflow.concat(parts, 1).mul(mask.max(1, true));
      });
    }
  }
  return new PoolStates({ name });
}

/** What keeps pads out of a maximum: 0 at tokens, far below 0 at pads, [texts, positions, 1]. */
const awayFromPads = (mask: Tensor2D): Tensor3D => mask.sub(1).mul(FAR).expandDims(2);

const maximum = (states: Tensor3D, mask: Tensor2D): Tensor2D => states.add(awayFromPads(mask)).max(1);

function mean(tensorflow: Tensorflow, states: Tensor3D, mask: Tensor2D): Tensor2D {
  const tokens = tensorflow.maximum(mask.sum(1, true), 1);
  return weighted(tensorflow, states, mask.div(tokens));
}

/** Where a token is and no token follows, or, for the second direction, precedes. */
function last(
  tensorflow: Tensorflow,
  states: Tensor3D,
  mask: Tensor2D,
  { units, bidirectional }: PoolingSizes,
) {
  const [texts, positions] = mask.shape;
  const none = tensorflow.zeros([texts, 1]);
  const next = tensorflow.concat([mask.slice([0, 1], [texts, positions - 1]), none], 1);
  const final = weighted(tensorflow, states, tensorflow.relu(mask.sub(next)));
  if (!bidirectional) return final;
  const before = tensorflow.concat([none, mask.slice([0, 0], [texts, positions - 1])], 1);
  const first = weighted(tensorflow, states, tensorflow.relu(mask.sub(before)));
  return tensorflow.concat([final.slice([0, 0], [texts, units]), first.slice([0, units], [texts, units])], 1);
}

function attended(tensorflow: Tensorflow, states: Tensor3D, mask: Tensor2D, kernel: Tensor2D): Tensor2D {
  const [texts, positions, width] = states.shape;
  const scores = tensorflow.matMul(states.reshape<Tensor2D>([texts * positions, width]), kernel);
  const shares = scores.reshape<Tensor3D>([texts, positions, 1]).add<Tensor3D>(awayFromPads(mask));
  return weighted(tensorflow, states, tensorflow.softmax(shares.reshape<Tensor2D>([texts, positions])));
}

/** The sum over the positions of states times weights [texts, positions]. */
const weighted = (tensorflow: Tensorflow, states: Tensor3D, weights: Tensor): Tensor2D =>
  tensorflow.matMul(weights.expandDims<Tensor3D>(1), states).squeeze([1]);
