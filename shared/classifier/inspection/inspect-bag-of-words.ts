import { type BagOfWordsModel, firstTokens } from '../bag-of-words/backend.ts';
import { tableOfBuckets, tableOfNgrams } from '../bag-of-words/feature-table.ts';
import { type Kind, visitNgrams, WORDS } from '../bag-of-words/n-grams.ts';
import { RESERVED } from '../bag-of-words/spec.ts';
import { centredLayer } from '../evidence/centred.ts';
import { weightValues } from '../model/model.ts';
import { outputsOf } from '../model/output.ts';
import { gatherSpans } from './gather-spans.ts';
import type { Inspection } from './inspection.ts';

/**
 * A bag of words on one text: its logits are sums over the n-grams that are features, each counted once, so what an
 * n-gram adds is exact. N-grams of characters count for the word that they begin in.
 * @param prepared tokens of prepareText, separated by a space.
 */
export function inspectBagOfWords(model: BagOfWordsModel, prepared: string): Inspection {
  const { architecture, output, maxTokens } = model.manifest;
  const { buckets } = architecture;
  const outputs = outputsOf(output);
  const kernel = weightValues(model, 'n-grams/kernel');
  const bias = weightValues(model, 'n-grams/bias');
  const table =
    buckets === undefined ? tableOfNgrams(model.vocabulary.slice(RESERVED)) : tableOfBuckets(buckets);
  const text = firstTokens(prepared, maxTokens);
  const tokens = text.split(' ').filter((token) => token !== '');
  const found = new Map<number, { begin: number; end: number }>();
  const knownAt = new Set<number>();
  visitNgrams(text, architecture, (first, second, from, to, kind: Kind) => {
    const row = table.rowOf(first, second);
    if (row < 0) return;
    const begin = spacesBefore(text, Math.max(0, from + (kind === WORDS ? 0 : 1)));
    const end = kind === WORDS ? spacesBefore(text, to) + 1 : begin + 1;
    if (kind === WORDS && end === begin + 1) knownAt.add(begin);
    if (!found.has(row)) found.set(row, { begin, end });
  });
  const scale = found.size > 0 ? 1 / Math.sqrt(found.size) : 0;
  const rows = [...found.keys()];
  const used = Float32Array.from(
    rows.flatMap((row) => [...kernel.subarray(row * outputs, (row + 1) * outputs)]),
  );
  const layer = centredLayer(output, used, bias);
  const parts = rows.map((row, i) => ({
    ...(found.get(row) ?? { begin: 0, end: 0 }),
    byOutput: Array.from({ length: outputs }, (_, o) => scale * (layer.kernel[o * rows.length + i] ?? 0)),
  }));
  return {
    tokens,
    known: tokens.map((_, t) => buckets !== undefined || knownAt.has(t)),
    layers: [],
    contributions: gatherSpans(tokens, parts),
    rest: [...layer.bias],
    filters: [],
  };
}

/** Tokens in front of a character. */
function spacesBefore(text: string, at: number): number {
  let spaces = 0;
  for (let i = 0; i < at && i < text.length; i++) if (text.charCodeAt(i) === 32) spaces++;
  return spaces;
}
