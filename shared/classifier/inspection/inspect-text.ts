import { isAverage } from '../average/backend.ts';
import { isBagOfWords } from '../bag-of-words/backend.ts';
import { isCnn } from '../compiled/cnn/cnn-model.ts';
import type { Model } from '../model/model.ts';
import { inspectAverage } from './inspect-average.ts';
import { inspectBagOfWords } from './inspect-bag-of-words.ts';
import { inspectCnn } from './inspect-cnn.ts';
import { inspectDense, isDense } from './inspect-dense.ts';
import { inspectRecurrent } from './inspect-recurrent.ts';
import type { Inspection } from './inspection.ts';
import { isRecurrent } from './recurrent-model.ts';

/**
 * What happens inside a model while it reads one text. Contributions and rest add up to the centred logits exactly,
 * whatever the architecture; what a contribution is of is said with each.
 * @param prepared tokens of prepareText, separated by a space.
 * @throws Error for an architecture that there is no inspection for yet.
 */
export function inspectText(model: Model, prepared: string): Inspection {
  if (isCnn(model)) return inspectCnn(model, prepared);
  if (isRecurrent(model)) return inspectRecurrent(model, prepared);
  if (isBagOfWords(model)) return inspectBagOfWords(model, prepared);
  if (isDense(model)) return inspectDense(model, prepared);
  if (isAverage(model)) return inspectAverage(model, (member) => inspectText(member, prepared));
  throw new Error(`${model.manifest.architecture.type} cannot be inspected`);
}
