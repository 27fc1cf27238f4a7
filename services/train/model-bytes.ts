import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What has to be read to score: weights and vocabularies. */
export async function modelBytes(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  const needed = files.filter((file) => /(?:^|[/\\])(?:weights\.bin|vocabulary\.txt)$/u.test(file));
  const sizes = await Promise.all(needed.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
