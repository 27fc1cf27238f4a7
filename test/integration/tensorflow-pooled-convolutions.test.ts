import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { cnnEncoder } from '#shared/classifier/architectures/cnn.ts';
import { loadTensorflow, tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import { createPooledConvolutions } from '#shared/classifier/training/pooled-convolutions.ts';
import { createRandom } from '#shared/classifier/training/random.ts';

const skip = !tensorflowAvailable() && 'libtensorflow is not set up';
const spec = { type: 'cnn' as const, embedding: 7, widths: [1, 2, 4], filters: 5 };
const [TEXTS, POSITIONS, UNIQUE] = [6, 11, 15];

describe('convolutions that are pooled while they are computed', { skip }, () => {
  test('give the features and gradients of the layers', async () => {
    const tensorflow = await loadTensorflow();
    const encoder = cnnEncoder(spec).build(tensorflow);
    const random = createRandom(3);
    const numbers = (count: number): Float32Array =>
      Float32Array.from({ length: count }, () => random.normal());
    encoder.setWeights(
      encoder.getWeights().map((weight) => tensorflow.tensor(numbers(weight.size), weight.shape)),
    );
    // No token twice in a text: of windows that are equal, the layers let each learn in full, this only the first.
    const ids = Int32Array.from(
      { length: TEXTS * POSITIONS },
      (_, i) => (Math.floor(i / POSITIONS) * 4 + (i % POSITIONS) * 2) % UNIQUE,
    );
    const vectors = tensorflow.variable(
      tensorflow.tensor2d(numbers(UNIQUE * spec.embedding), [UNIQUE, spec.embedding]),
    );
    const factors = tensorflow.tensor2d(numbers(TEXTS * 15), [TEXTS, 15]);
    const convolve = createPooledConvolutions(tensorflow, spec, encoder);

    const features = (pooled: boolean): Tensor2D => {
      if (pooled) return convolve({ vectors: vectors, ids, shape: [TEXTS, POSITIONS] });
      const places = tensorflow.tensor2d(ids, [TEXTS, POSITIONS], 'int32');
      return encoder.apply(tensorflow.gather(vectors, places)) as Tensor2D;
    };
    const [ours, theirs] = [true, false].map((pooled) => ({
      features: features(pooled),
      ...tensorflow.variableGrads(() => features(pooled).mul(factors).sum().asScalar()),
    }));
    const close = (a: Tensor, b: Tensor, what: string): void => {
      assert.deepEqual(a.shape, b.shape, what);
      const [x, y] = [a.dataSync(), b.dataSync()];
      for (const [i, value] of x.entries()) {
        assert.ok(Math.abs(value - (y[i] ?? NaN)) < 1e-4, `${what} ${i}: ${value}, expected ${y[i]}`);
      }
    };
    assert.ok(ours && theirs);
    close(ours.features, theirs.features, 'features');
    assert.deepEqual(Object.keys(ours.grads).sort(), Object.keys(theirs.grads).sort());
    for (const [name, gradient] of Object.entries(theirs.grads)) {
      close(ours.grads[name] as Tensor, gradient, `gradient of ${name}`);
    }
  });
});
