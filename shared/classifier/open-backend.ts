import { isAverage, openAverage } from './average/backend.ts';
import type { Backend, BackendKind } from './backend.ts';
import { openCompiledBackend } from './compiled/backend.ts';
import type { Model } from './model/model.ts';

/**
 * Makes a model ready to score.
 * @throws TENSORFLOW_UNAVAILABLE when that backend is asked for and not set up.
 */
export async function openBackend(model: Model, kind: BackendKind): Promise<Backend> {
  if (isAverage(model)) return openAverage(model, (member) => openBackend(member, kind));
  if (kind === 'compiled') return openCompiledBackend(model);
  const { openTensorflowBackend } = await import('./tensorflow/backend.ts');
  return openTensorflowBackend(model);
}
