import type { layers, Shape, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/load.ts';
import type { WeightShape } from '../encoder.ts';
import type { Cell } from './cell.ts';

export interface RecurrentSizes {
  readonly embedding: number;
  readonly units: number;
  readonly bidirectional: boolean;
}

export const directionsOf = ({ bidirectional }: RecurrentSizes): number => (bidirectional ? 2 : 1);

/** Weights of the layer called `name`: direction 0 reads from the first token to the last, 1 from the last to the first. */
export function recurrentWeights(name: string, { gates }: Cell, sizes: RecurrentSizes): WeightShape[] {
  const directions = directionsOf(sizes);
  const columns = gates * sizes.units;
  return [
    { name: `${name}/kernel`, shape: [directions, sizes.embedding, columns] },
    { name: `${name}/bias`, shape: [directions * columns] },
    { name: `${name}/recurrent`, shape: [directions, sizes.units, columns] },
  ];
}

/**
 * A cell over the tokens of texts: vectors [texts, positions, embedding] and mask [texts, positions] to states
 * [texts, positions, directions × units]. Pads may lie in front or behind; at them states mean nothing.
 */
export function recurrentLayer(
  tensorflow: Tensorflow,
  name: string,
  cell: Cell,
  sizes: RecurrentSizes,
): layers.Layer {
  const directions = directionsOf(sizes);
  const weights = recurrentWeights(name, cell, sizes);

  class Recurrent extends tensorflow.layers.Layer {
    static readonly className = 'Recurrent';

    override build(): void {
      for (const { name: path, shape } of weights) {
        this.addWeight(path, [...shape], 'float32', tensorflow.initializers.zeros());
      }
      this.built = true;
    }

    override computeOutputShape(shapes: Shape[]): Shape {
      const [texts = null, positions = null] = shapes[0] ?? [];
      return [texts, positions, directions * sizes.units];
    }

    override call(inputs: Tensor | Tensor[]): Tensor {
      const [vectors, mask] = inputs as [Tensor3D, Tensor2D];
      return tensorflow.tidy(() => {
        const [kernel, bias, recurrent] = this.weights.map((weight) => weight.read()) as [
          Tensor3D,
          Tensor1D,
          Tensor3D,
        ];
        const full = withBiasAndPads(tensorflow, cell, kernel, bias);
        const states = cell.run(
          tensorflow,
          inDirections(tensorflow, vectors, mask, directions),
          full,
          recurrent,
        );
        return byText(tensorflow, states);
      });
    }
  }
  return new Recurrent({ name });
}

/** The kernel for inputs that have two numbers more: one that is always 1, and one that is 1 at pads. */
function withBiasAndPads(tensorflow: Tensorflow, cell: Cell, kernel: Tensor3D, bias: Tensor1D): Tensor3D {
  const [directions, , columns] = kernel.shape;
  const units = columns / cell.gates;
  const atPads = tensorflow.tensor1d(cell.atPads.flatMap((value) => Array<number>(units).fill(value)));
  return tensorflow.concat<Tensor3D>(
    [
      kernel,
      bias.reshape<Tensor3D>([directions, 1, columns]),
      atPads.reshape<Tensor3D>([1, 1, columns]).tile<Tensor3D>([directions, 1, 1]),
    ],
    1,
  );
}

/** Vectors, ones and pads as each direction reads them: [directions, positions, texts, embedding + 2]. */
function inDirections(
  tensorflow: Tensorflow,
  vectors: Tensor3D,
  mask: Tensor2D,
  directions: number,
): Tensor4D {
  const present = mask.expandDims<Tensor3D>(2);
  const ones = tensorflow.onesLike(present);
  const inputs = tensorflow
    .concat([vectors, ones, ones.sub<Tensor3D>(present)], 2)
    .transpose<Tensor3D>([1, 0, 2]);
  return tensorflow.stack(directions === 2 ? [inputs, inputs.reverse(0)] : [inputs]) as Tensor4D;
}

/** [directions, positions, texts, units] to [texts, positions, directions × units], in the order of the text. */
function byText(tensorflow: Tensorflow, states: Tensor4D): Tensor3D {
  const [directions, positions, texts, units] = states.shape;
  if (directions === 1) return states.reshape<Tensor3D>([positions, texts, units]).transpose([1, 0, 2]);
  const [forwards, backwards] = tensorflow.unstack(states) as [Tensor3D, Tensor3D];
  return tensorflow.concat([forwards, backwards.reverse<Tensor3D>(0)], 2).transpose([1, 0, 2]);
}
