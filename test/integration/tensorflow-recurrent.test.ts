import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LayersModel, Scalar, SymbolicTensor, Tensor, Tensor3D } from '@tensorflow/tfjs';
import { type ArchitectureSpec, encoderOf } from '#shared/classifier/architectures/architecture.ts';
import { type Pooling, poolings } from '#shared/classifier/architectures/recurrent/pooling.ts';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import { openTensorflowBackend } from '#shared/classifier/tensorflow/backend.ts';
import { weightNames } from '#shared/classifier/tensorflow/layers.ts';
import { loadTensorflow, type Tensorflow, tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import { randomLstm } from '../unit/classifier/random-lstm.ts';
import { numbersFrom } from '../unit/classifier/random-model.ts';

const embedding = 5;
const units = 3;
const texts = 4;
const positions = 6;
/** Tokens of each text. */
const lengths = [6, 1, 4, 3];

/** Where the stock layer has the gates that stand side by side here. */
const stockOrder = { lstm: [0, 1, 3, 2], gru: [0, 1, 2] };

const architecture = (
  type: 'lstm' | 'gru',
  bidirectional: boolean,
  pooling: Pooling[],
): ArchitectureSpec => ({
  type,
  embedding,
  units,
  bidirectional,
  pooling,
});

const zeros = (count: number): number[] => Array<number>(count).fill(0);
const maskOf = (length: number, before: number): number[] =>
  Array.from({ length: positions }, (_, i) => (i >= before && i < before + length ? 1 : 0));

/** An encoder of random weights. */
function build(tensorflow: Tensorflow, spec: ArchitectureSpec, seed = 1): LayersModel {
  const next = numbersFrom(seed);
  const model = encoderOf(spec, positions).build(tensorflow);
  for (const weight of model.trainableWeights) {
    const shape = weight.shape.map((size) => size ?? 1);
    const values = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, next);
    weight.write(tensorflow.tensor(values, shape));
  }
  return model;
}

/** The part of a weight for one direction; biases lie end to end. */
const ofDirection = (tensorflow: Tensorflow, weight: Tensor, direction: number): Tensor =>
  weight.rank === 1 ? tensorflow.split(weight, 2)[direction]! : tensorflow.unstack(weight)[direction]!;

/** The stock layer with the weights of one direction. */
function stock(
  tensorflow: Tensorflow,
  type: 'lstm' | 'gru',
  ours: LayersModel,
  direction: number,
): LayersModel {
  const [kernel, bias, recurrent] = ours.getLayer(type).getWeights() as [Tensor, Tensor, Tensor];
  const input = tensorflow.input({ shape: [null, embedding] });
  const options = {
    units,
    returnSequences: true,
    recurrentActivation: 'sigmoid' as const,
    goBackwards: direction === 1,
  };
  const layer = type === 'lstm' ? tensorflow.layers.lstm(options) : tensorflow.layers.gru(options);
  const output = layer.apply(input) as SymbolicTensor;
  const gates = stockOrder[type];
  const reorder = (weight: Tensor): Tensor => {
    const own = ofDirection(tensorflow, weight, direction);
    const columns = gates.flatMap((gate) => Array.from({ length: units }, (_, unit) => gate * units + unit));
    return tensorflow.gather(own, tensorflow.tensor1d(columns, 'int32'), own.rank - 1);
  };
  layer.setWeights([reorder(kernel), reorder(recurrent), reorder(bias)]);
  return tensorflow.model({ inputs: input, outputs: output });
}

function assertClose(actual: Tensor, expected: Tensor, within = 1e-5): void {
  assert.deepEqual(actual.shape, expected.shape);
  const [a, b] = [actual.dataSync(), expected.dataSync()];
  for (let i = 0; i < a.length; i++)
    assert.ok(Math.abs(a[i]! - b[i]!) < within, `${a[i]} is not ${b[i]} at ${i}`);
}

describe('recurrent architectures', { skip: !tensorflowAvailable() && 'libtensorflow is not set up' }, () => {
  for (const type of ['lstm', 'gru'] as const) {
    test(`${type}: states and gradients are those of the stock layers`, async () => {
      const tensorflow = await loadTensorflow();
      const ours = build(tensorflow, architecture(type, true, ['max']));
      const vectors = tensorflow.variable(
        tensorflow.randomNormal([texts, positions, embedding], 0, 1, 'float32', 3),
      );
      const mask = tensorflow.ones([texts, positions]);
      const layer = ours.getLayer(type);
      const two = [0, 1].map((direction) => stock(tensorflow, type, ours, direction));
      const stockStates = (): Tensor => {
        const [forwards, backwards] = two.map((model) => model.apply(vectors) as Tensor3D) as [
          Tensor3D,
          Tensor3D,
        ];
        return tensorflow.concat([forwards, backwards.reverse(1)], 2);
      };
      const ownStates = (): Tensor => layer.apply([vectors, mask]) as Tensor;
      assertClose(ownStates(), stockStates());

      const weighing = tensorflow.randomNormal([texts, positions, 2 * units], 0, 1, 'float32', 4);
      const gradients = (states: () => Tensor) =>
        tensorflow.variableGrads(() => states().mul(weighing).sum().asScalar()).grads;
      const own = gradients(ownStates);
      const expected = gradients(stockStates);
      assertClose(own[vectors.name]!, expected[vectors.name]!, 1e-4);
      const ownWeights = layer.trainableWeights.map((weight) => own[weight.name]!) as [
        Tensor,
        Tensor,
        Tensor,
      ];
      for (const direction of [0, 1]) {
        const names = two[direction]!.trainableWeights.map((weight) => weight.name);
        const gates = stockOrder[type];
        const [kernel, recurrent, bias] = names.map((name) => {
          const parts = tensorflow.split(expected[name]!, gates.length, expected[name]!.rank - 1);
          return tensorflow.concat(
            gates.map((gate) => parts[gate]!),
            parts[0]!.rank - 1,
          );
        });
        for (const [i, theirs] of [kernel, bias, recurrent].entries()) {
          assertClose(ofDirection(tensorflow, ownWeights[i]!, direction), theirs!, 1e-4);
        }
      }
    });

    for (const [pooling, both] of poolings.flatMap(
      (each) =>
        [
          [each, false],
          [each, true],
        ] as const,
    )) {
      const directions = both ? 'both directions' : 'one direction';
      test(`${type}, ${directions}, ${pooling}: gradients are what small changes give, with pads too`, async () => {
        const tensorflow = await loadTensorflow();
        const model = build(tensorflow, architecture(type, both, [pooling]));
        const vectors = tensorflow.randomNormal([texts, positions, embedding], 0, 1, 'float32', 3);
        const mask = tensorflow.tensor2d(lengths.map((length) => maskOf(length, 0)));
        const weighing = tensorflow.randomNormal([texts, both ? 2 * units : units], 0, 1, 'float32', 4);
        const loss = (): Scalar => (model.apply([vectors, mask]) as Tensor).mul(weighing).sum().asScalar();
        const { grads } = tensorflow.variableGrads(loss);
        for (const weight of model.trainableWeights) {
          const values = weight.read().dataSync().slice();
          const shape = weight.shape.map((size) => size ?? 1);
          const at = values.length - 2;
          const lossWith = (change: number): number => {
            const moved = values.map((value, i) => (i === at ? value + change : value));
            weight.write(tensorflow.tensor(moved, shape));
            return loss().dataSync()[0]!;
          };
          const slope = (lossWith(1e-3) - lossWith(-1e-3)) / 2e-3;
          lossWith(0);
          const gradient = grads[weight.name]!.dataSync()[at]!;
          assert.ok(Math.abs(gradient - slope) < 5e-3, `${weight.name}: ${gradient} is not ${slope}`);
        }
      });
    }

    test(`${type}: a text of one token has gradients too`, async () => {
      const tensorflow = await loadTensorflow();
      const model = build(tensorflow, architecture(type, false, ['last']));
      const vectors = tensorflow.ones([2, 1, embedding]);
      const { grads } = tensorflow.variableGrads(() =>
        (model.apply([vectors, tensorflow.ones([2, 1])]) as Tensor).sum().asScalar(),
      );
      for (const gradient of Object.values(grads)) assert.ok(gradient.dataSync().every(Number.isFinite));
    });

    test(`${type}: pads change nothing, before or behind, and a text without tokens has no features`, async () => {
      const tensorflow = await loadTensorflow();
      const model = build(tensorflow, architecture(type, true, [...poolings]));
      const vectors = tensorflow.randomNormal([1, 4, embedding], 0, 1, 'float32', 3);
      const pads = (count: number): Tensor =>
        tensorflow.randomNormal([1, count, embedding], 0, 9, 'float32', 5);
      const alone = model.apply([vectors, tensorflow.ones([1, 4])]) as Tensor;
      for (const [before, behind] of [
        [0, 3],
        [3, 0],
        [1, 2],
      ] as const) {
        const padded = tensorflow.concat([pads(before), vectors, pads(behind)], 1);
        const mask = tensorflow.tensor2d([[...zeros(before), 1, 1, 1, 1, ...zeros(behind)]]);
        assertClose(model.apply([padded, mask]) as Tensor, alone, 1e-6);
      }
      const empty = model.apply([pads(2), tensorflow.zeros([1, 2])]) as Tensor;
      assert.ok(empty.dataSync().every((value) => value === 0));
    });

    test(`${type}: weights have the names and shapes that the encoder says`, async () => {
      const tensorflow = await loadTensorflow();
      const spec = architecture(type, true, ['attention', 'max']);
      const model = encoderOf(spec, positions).build(tensorflow);
      assert.deepEqual(model.layers.flatMap(weightNames), [...encoderOf(spec, positions).weights]);
      assert.equal(model.outputs[0]?.shape.at(-1), encoderOf(spec, positions).features);
    });
  }

  test('an LSTM agrees with its compiled form within 1e-5, and posts without tokens have scores', async () => {
    const words = ['good', 'bad', 'flight', 'the', 'not'];
    const posts = ['the flight was good', '', 'not bad', 'unheard-of', `${'bad '.repeat(9)}good`, 'the the'];
    for (const shape of [
      { bidirectional: false },
      { units: 8, embedding: 3, seed: 2 },
      { pooling: [...poolings] },
    ]) {
      const model = randomLstm({ words, maxTokens: 8, ...shape });
      const tensorflow = await openTensorflowBackend(model);
      const [expected, scores] = [await tensorflow.score(posts), openCompiledBackend(model).score(posts)];
      for (const [i, score] of scores.entries()) assert.ok(Math.abs(score - expected[i]!) < 1e-5);
      tensorflow.close();
    }
  });
});
