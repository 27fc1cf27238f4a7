import { HOUR, MINUTE } from '../detection/windows.ts';
import type { LiveWindows } from './window-sums.ts';

/** So long the level of a new model is not known. */
const UNKNOWN_FOR = 6 * HOUR;

interface Known {
  readonly model: string | null;
  readonly modelSince: number | null;
}

/** The model of a product's newest mentions, and since when it is another one than before; null: as long as is known. */
export function modelNow({ model, modelSince }: Known, live: LiveWindows | undefined, now: number): Known {
  if (!live || live.model === model) return { model, modelSince };
  return { model: live.model, modelSince: model === null ? null : now };
}

/** Why nothing is decided after a change of the model: a new one shifts the level. Times in milliseconds UTC. */
export function modelHold(model: string, since: number | null, now: number): readonly string[] {
  if (since === null || now - since >= UNKNOWN_FOR) return [];
  return [
    `the model became ${model} ${Math.round((now - since) / MINUTE)} min ago: its level is not known yet`,
  ];
}
