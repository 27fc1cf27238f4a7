import type { CompiledBackend } from '../compiled/compiled-backend.ts';
import { type Model, weightValues } from '../model/model.ts';
import { activate, outputsOf } from '../model/output.ts';
import { tableOfBuckets, tableOfNgrams } from './feature-table.ts';
import { createFeatureReader } from './sparse-texts.ts';
import { type BagOfWordsSpec, RESERVED } from './spec.ts';

export type BagOfWordsModel = Model & { readonly manifest: { readonly architecture: BagOfWordsSpec } };

export const isBagOfWords = (model: Model): model is BagOfWordsModel =>
  model.manifest.architecture.type === 'bag-of-words';

/**
 * Logits = bias + Σ kernel[n-gram] / √n over the n different n-grams of a text that are features. Beyond `maxTokens`
 * tokens a text is not read.
 */
export function openBagOfWords(model: BagOfWordsModel): CompiledBackend {
  const { architecture, output, maxTokens } = model.manifest;
  const outputs = outputsOf(output);
  const kernel = weightValues(model, 'n-grams/kernel');
  const bias = weightValues(model, 'n-grams/bias');
  const { buckets } = architecture;
  const table =
    buckets === undefined ? tableOfNgrams(model.vocabulary.slice(RESERVED)) : tableOfBuckets(buckets);
  const reader = createFeatureReader(architecture, table);
  const logits = new Float64Array(outputs);

  return {
    kind: 'compiled',
    score(posts) {
      const scores = new Float32Array(posts.length * outputs);
      for (const [i, tokens] of posts.entries()) {
        const count = reader.read(firstTokens(tokens, maxTokens));
        const { features } = reader;
        logits.fill(0);
        for (let at = 0; at < count; at++) {
          const row = (features[at] as number) * outputs;
          for (let c = 0; c < outputs; c++) logits[c] = (logits[c] as number) + (kernel[row + c] as number);
        }
        const scale = count > 0 ? 1 / Math.sqrt(count) : 0;
        for (let c = 0; c < outputs; c++) {
          logits[c] = (logits[c] as number) * scale + (bias[c] as number);
        }
        activate(output, logits, scores, i * outputs);
      }
      return scores;
    },
    tableBytes: () => kernel.byteLength,
    mostTableBytes: () => kernel.byteLength,
    close() {
      // Nothing is held but memory.
    },
  };
}

/** The text up to the end of its `limit`-th token. */
export function firstTokens(tokens: string, limit: number): string {
  // A token and its space take two characters or more.
  if (tokens.length < limit * 2) return tokens;
  let at = -1;
  for (let read = 0; read < limit; read++) {
    at = tokens.indexOf(' ', at + 1);
    if (at < 0) return tokens;
  }
  return tokens.slice(0, at);
}
