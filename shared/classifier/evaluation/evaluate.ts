import { labels } from '../../avro/mention.ts';
import { prepareText } from '../../text/preprocessing.ts';
import type { Backend } from '../backend.ts';
import type { LabelledText } from '../dataset/labelled-texts.ts';
import { measure, type Metrics } from './metrics.ts';

/** Enough for a backend to sort by length, little enough to keep memory flat. */
const BATCH = 4096;

/** Scores labelled texts as the service would, and compares. */
export async function evaluate(backend: Backend, examples: readonly LabelledText[]): Promise<Metrics> {
  const probabilities = new Float32Array(examples.length * labels.length);
  for (let start = 0; start < examples.length; start += BATCH) {
    const tokens = examples.slice(start, start + BATCH).map(({ text }) => prepareText(text));
    probabilities.set(await backend.score(tokens), start * labels.length);
  }
  const truth = examples.map(({ label }) => label);
  return measure(probabilities, truth, labels.length);
}
