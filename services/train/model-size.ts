import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Model } from '#shared/classifier/model/model.ts';

/** Numbers that a model has learned. */
export const parametersOf = ({ weights }: Pick<Model, 'weights'>): number =>
  [...weights.values()].reduce((sum, { values }) => sum + values.length, 0);

/** Bytes of all files of a model folder. */
export async function folderBytes(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map(async (file) => (await stat(join(folder, file))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
