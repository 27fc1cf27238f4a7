import { basename, dirname, resolve } from 'node:path';
import { shippedModels } from '#shared/classifier/model/store.ts';

/** A model's name and the folder that its folder is in: `posts-cnn` is one that ships, `some/where/mine` is a path. */
export function locateModel(model: string): [name: string, modelsDir: string] {
  if (!model.includes('/')) return [model, shippedModels];
  const path = resolve(model);
  return [basename(path), dirname(path)];
}
