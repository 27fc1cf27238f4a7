import type { Teach } from '#shared/classifier/dataset/corpus.ts';
import type { Target } from '#shared/classifier/dataset/target.ts';
import { loadModel } from '#shared/classifier/model/store.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { openServingBackend } from './measure-trained.ts';

/** Enough for a backend to sort by length, little enough to keep memory flat. */
const BATCH = 4096;

/**
 * Lets models of a folder label texts for others to learn from.
 * @throws TonewatchError (when it teaches) MODEL_NOT_FOUND, MODEL_INVALID; CONFIG_INVALID when the model tells other
 * classes apart than are to be learnt.
 */
export function createTeach(modelsDir: string, target: Target): Teach {
  return async (name, texts) => {
    const model = await loadModel(name, modelsDir);
    const { output } = model.manifest;
    const labels = output.type === 'classes' ? output.labels : [];
    if (target.type !== 'classes' || target.labels.join() !== labels.join()) {
      throw new TonewatchError(
        'CONFIG_INVALID',
        `unlabelled.teacher: ${name} tells ${labels.join(', ') || 'no classes'} apart, not the classes of the target`,
      );
    }
    const backend = await openServingBackend(model);
    const opinions: number[][] = [];
    for (let start = 0; start < texts.length; start += BATCH) {
      const batch = texts.slice(start, start + BATCH).map((text) => prepareText(text));
      const scores = await backend.score(batch);
      for (let at = 0; at < scores.length; at += labels.length) {
        opinions.push([...scores.subarray(at, at + labels.length)]);
      }
    }
    backend.close();
    return opinions;
  };
}
