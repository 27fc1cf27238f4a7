import { createCnnEvidence } from '../../evidence/cnn.ts';
import { evidenceOf, largestOf } from '../../evidence/evidence.ts';
import { createSpans } from '../../evidence/spans.ts';
import { type Model, weightValues } from '../../model/model.ts';
import { activate, outputsOf } from '../../model/output.ts';
import { createVocabulary } from '../../model/vocabulary.ts';
import type { CnnModel } from './cnn-model.ts';
import type { CompiledBackend } from '../compiled-backend.ts';
import { createPooling, type Pooling } from './pooling.ts';

/**
 * The text CNN that Backend describes, as table look-ups on the CPU, without native code. A post's
 * probabilities are the same to the bit in whatever batch and order it comes.
 */
export function openCompiledCnn(model: CnnModel): CompiledBackend {
  const { architecture, maxTokens, output } = model.manifest;
  const outputs = outputsOf(output);
  const vocabulary = createVocabulary(model.vocabulary);
  const pooling = createPooling(model);
  const dense = createDense(model, pooling);
  const gather = createCnnEvidence(model.manifest, denseWeights(model), pooling);
  const spans = createSpans(maxTokens, architecture.widths.at(-1) ?? 1);
  const rows = new Int32Array(maxTokens);
  const encode = (tokens: string): number => {
    pooling.outside.makeRoom(maxTokens);
    return vocabulary.encode(tokens, rows, 0, maxTokens, pooling.outside.rowOf);
  };

  return {
    kind: 'compiled',
    score(posts) {
      const scores = new Float32Array(posts.length * outputs);
      for (const [i, tokens] of posts.entries()) {
        const { maxima } = pooling.pool(rows, encode(tokens));
        activate(output, dense(maxima), scores, i * outputs);
      }
      return scores;
    },
    explain(posts) {
      const scores = new Float32Array(posts.length * outputs);
      const evidence = posts.map((tokens, i) => {
        const count = encode(tokens);
        const pooled = pooling.pool(rows, count);
        activate(output, dense(pooled.maxima), scores, i * outputs);
        spans.begin(count);
        gather(pooled, count, largestOf(scores, i * outputs, outputs), spans);
        return evidenceOf(tokens, spans);
      });
      return { scores, evidence };
    },
    tableBytes: pooling.tableBytes,
    mostTableBytes: pooling.mostTableBytes,
    close() {
      // Nothing is held but memory.
    },
  };
}

const denseWeights = (model: Model): { kernel: Float32Array; bias: Float32Array } => ({
  kernel: weightValues(model, 'dense/kernel'),
  bias: weightValues(model, 'dense/bias'),
});

/** Outputs of a model, at most: three classes. */
const MOST_OUTPUTS = 3;

/** The last layer: from fixed-point maxima to the logits, in an array that the next call overwrites. */
function createDense(model: CnnModel, { scale, stride }: Pooling): (maxima: Int32Array) => Float64Array {
  const { widths, filters } = model.manifest.architecture;
  const { kernel: weights, bias } = denseWeights(model);
  const outputs = bias.length;
  /** [widths × stride, MOST_OUTPUTS]: all in one pass over the maxima; columns that there are not are zeros. */
  const kernel = new Float64Array(widths.length * stride * MOST_OUTPUTS);
  for (const [i, value] of weights.entries()) {
    const feature = Math.floor(i / outputs);
    const row = Math.floor(feature / filters) * stride + (feature % filters);
    kernel[row * MOST_OUTPUTS + (i % outputs)] = value / scale;
  }
  const [first = 0, second = 0, third = 0] = bias;
  const logits = new Float64Array(MOST_OUTPUTS);
  return (maxima) => {
    let a = first;
    let b = second;
    let c = third;
    for (let i = 0, k = 0; i < maxima.length; i++, k += MOST_OUTPUTS) {
      const maximum = maxima[i] as number;
      a += maximum * (kernel[k] as number);
      b += maximum * (kernel[k + 1] as number);
      c += maximum * (kernel[k + 2] as number);
    }
    logits[0] = a;
    logits[1] = b;
    logits[2] = c;
    return logits;
  };
}
