import type { Backend } from '../backend.ts';
import { calibrate, type Logits } from '../calibration.ts';
import { weightValues, type Model } from '../model/model.ts';
import { createVocabulary } from '../model/vocabulary.ts';
import { createPooling, type Pooling } from './pooling.ts';

export interface CompiledBackend extends Backend {
  readonly kind: 'compiled';
  score(tokens: readonly string[]): Float32Array;
  /** Bytes of the folded table in use; grows with the tokens seen, up to the whole vocabulary. */
  tableBytes(): number;
}

/**
 * The text CNN that Backend describes, as table look-ups on the CPU, without native code. A post's
 * probabilities are the same to the bit in whatever batch and order it comes.
 */
export function openCompiledBackend(model: Model): CompiledBackend {
  const { maxTokens, calibration } = model.manifest;
  const vocabulary = createVocabulary(model.vocabulary);
  const pooling = createPooling(model);
  const dense = createDense(model, pooling);
  const rows = new Int32Array(maxTokens);

  return {
    kind: 'compiled',
    score(posts) {
      const probabilities = new Float32Array(posts.length * 3);
      for (const [i, tokens] of posts.entries()) {
        const maxima = pooling.pool(rows, vocabulary.encode(tokens, rows, 0, maxTokens));
        calibrate(calibration, dense(maxima), probabilities, i * 3);
      }
      return probabilities;
    },
    tableBytes: pooling.tableBytes,
    close() {
      // Nothing is held but memory.
    },
  };
}

/** The last layer: from fixed-point maxima to the three logits, in an array that the next call overwrites. */
function createDense(model: Model, { scale, stride }: Pooling): (maxima: Int32Array) => Logits {
  const { widths, filters } = model.manifest.architecture;
  const kernel = new Float64Array(widths.length * stride * 3);
  for (const [i, value] of weightValues(model, 'dense/kernel').entries()) {
    const padding = Math.floor(i / (filters * 3)) * (stride - filters) * 3;
    kernel[i + padding] = value / scale;
  }
  const [biasA = 0, biasB = 0, biasC = 0] = weightValues(model, 'dense/bias');
  const logits: Logits = [0, 0, 0];
  return (maxima) => {
    let a = biasA;
    let b = biasB;
    let c = biasC;
    for (let i = 0, k = 0; i < maxima.length; i++, k += 3) {
      const feature = maxima[i] as number;
      a += feature * (kernel[k] as number);
      b += feature * (kernel[k + 1] as number);
      c += feature * (kernel[k + 2] as number);
    }
    logits[0] = a;
    logits[1] = b;
    logits[2] = c;
    return logits;
  };
}
