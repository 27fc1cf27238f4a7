import { isAverage } from '../average/backend.ts';
import { isBagOfWords } from '../bag-of-words/backend.ts';
import { isCnn } from '../compiled/cnn.ts';
import type { Model } from '../model/model.ts';
import { inspectAverage } from './inspect-average.ts';
import { inspectBagOfWords } from './inspect-bag-of-words.ts';
import { inspectCnn } from './inspect-cnn.ts';
import { inspectRecurrent } from './inspect-recurrent.ts';
import type { Inspection } from './inspection.ts';
import { isRecurrent } from './recurrent-model.ts';
import { textRows } from './text-rows.ts';

/**
 * What happens inside a model while it reads one text. Of one that mixes all words with all others at once (dense) no
 * more can be told than which tokens it knows, and their vectors.
 * @param prepared tokens of prepareText, separated by a space.
 */
export function inspectText(model: Model, prepared: string): Inspection {
  if (isCnn(model)) return inspectCnn(model, prepared);
  if (isRecurrent(model)) return inspectRecurrent(model, prepared);
  if (isBagOfWords(model)) return inspectBagOfWords(model, prepared);
  if (isAverage(model)) return inspectAverage(model, (member) => inspectText(member, prepared));
  const { tokens, known, vectors } = textRows(model, prepared);
  const columns = tokens.length === 0 ? 0 : vectors.length / tokens.length;
  return {
    tokens,
    known,
    layers: columns > 0 ? [{ name: 'embedding', rows: 'tokens', columns, values: vectors }] : [],
    contributions: [],
    rest: [],
    filters: [],
  };
}
