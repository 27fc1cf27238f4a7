import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Version of an installed package.
 * @param folder where node_modules is looked for, in it or above.
 */
export function packageVersion(name: string, folder = import.meta.dirname): string {
  const { resolve } = createRequire(join(folder, 'any.js'));
  const found = (resolve.paths(name) ?? []).map((path) => join(path, name, 'package.json'));
  for (const path of found) {
    try {
      return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).version;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  throw new Error(`${name} is not installed`);
}
