import type { Evidence } from '../../../avro/mention.ts';
import { evidenceOf, largestOf } from '../../evidence/evidence.ts';
import { createRecurrentEvidence } from '../../evidence/recurrent.ts';
import { createSpans } from '../../evidence/spans.ts';
import { activate, outputsOf } from '../../model/output.ts';
import type { CompiledBackend } from '../compiled-backend.ts';
import { createDense, paddedDense } from './dense.ts';
import type { LstmModel } from './lstm-model.ts';
import { createPooled, pooledBytes } from './pooled.ts';
import { createStates, stateWidth } from './states.ts';

/** Tokens of an item of evidence, at most. */
const LONGEST_SPAN = 3;

/**
 * An LSTM on the CPU, without native code: what tokens add to the gates is looked up, the recurrence and the pooling are
 * WebAssembly kernels. A post's scores are the same to the bit in whatever batch and order it comes: every sum of a post
 * is made in the same order, whatever stands beside it.
 */
export function openCompiledLstm(model: LstmModel): CompiledBackend {
  const { architecture, maxTokens, output } = model.manifest;
  const outputs = outputsOf(output);
  const spare = pooledBytes(stateWidth(architecture), maxTokens, architecture.pooling.length);
  const states = createStates(model, spare);
  const pooled = createPooled(model, states);
  const weights = paddedDense(model);
  const dense = createDense(weights);
  const gather = createRecurrentEvidence(architecture.pooling, output, weights, maxTokens);
  const spans = createSpans(maxTokens, LONGEST_SPAN);

  /** @param onPost is called for each post while its states are there: its place among them, and its number. */
  const scoreAll = (
    posts: readonly string[],
    scores: Float32Array,
    onPost?: (i: number, post: number) => void,
  ): void => {
    for (let from = 0; from < posts.length;) {
      const count = states.compute(posts, from);
      for (let i = 0; i < count; i++) {
        pooled.pool(i);
        activate(output, dense(pooled.features), scores, (from + i) * outputs);
        onPost?.(i, from + i);
      }
      from += count;
    }
  };

  return {
    kind: 'compiled',
    score(posts) {
      const scores = new Float32Array(posts.length * outputs);
      scoreAll(posts, scores);
      return scores;
    },
    explain(posts) {
      const scores = new Float32Array(posts.length * outputs);
      const evidence: Evidence[][] = [];
      scoreAll(posts, scores, (i, post) => {
        const count = states.countOf(i);
        spans.begin(count);
        gather(pooled, states.of(i), count, largestOf(scores, post * outputs, outputs), spans);
        evidence.push(evidenceOf(posts[post] as string, spans));
      });
      return { scores, evidence };
    },
    tableBytes: states.tableBytes,
    mostTableBytes: states.mostTableBytes,
    close() {
      // Nothing is held but memory.
    },
  };
}
