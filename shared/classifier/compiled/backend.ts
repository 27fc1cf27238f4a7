import type { Backend } from '../backend.ts';
import { calibrate, type Logits } from '../calibration.ts';
import { weightValues, type Model } from '../model/model.ts';
import { createVocabulary } from '../model/vocabulary.ts';
import { createFoldedTable } from './folded-table.ts';
import { createPooling } from './pooling.ts';

export interface CompiledBackend extends Backend {
  readonly kind: 'compiled';
  score(tokens: readonly string[]): Float32Array;
  /** Bytes of the folded table in use; grows with the tokens seen, up to the whole vocabulary. */
  tableBytes(): number;
}

/**
 * The text CNN that Backend describes, as table look-ups on the CPU, without native code. Opening takes milliseconds. A
 * post's probabilities are the same to the bit in whatever batch and order it comes.
 */
export function openCompiledBackend(model: Model): CompiledBackend {
  const { maxTokens, calibration } = model.manifest;
  const vocabulary = createVocabulary(model.vocabulary);
  const table = createFoldedTable(model);
  const pool = createPooling(model.manifest.architecture, maxTokens, table);
  const dense = createDense(model, table.scale);
  const rows = new Int32Array(maxTokens);

  return {
    kind: 'compiled',
    score(posts) {
      const probabilities = new Float32Array(posts.length * 3);
      for (const [i, tokens] of posts.entries()) {
        const maxima = pool(rows, vocabulary.encode(tokens, rows, 0, maxTokens));
        calibrate(calibration, dense(maxima), probabilities, i * 3);
      }
      return probabilities;
    },
    tableBytes: table.bytesUsed,
    close() {
      // Nothing is held but memory.
    },
  };
}

/** The last layer: from fixed-point maxima to the three logits, in an array that the next call overwrites. */
function createDense(model: Model, scale: number): (maxima: Int32Array) => Logits {
  const kernel = Float64Array.from(weightValues(model, 'dense/kernel'), (value) => value / scale);
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
