import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { fileProblem } from '#shared/errors/file-problem.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

/** The bytes of a file in pieces, unpacked when its name ends in .gz. Throws INPUT_FILE_UNREADABLE. */
export async function* readFile(file: string): AsyncGenerator<Buffer> {
  try {
    const bytes = createReadStream(file, { highWaterMark: 256 * 1024 });
    await once(bytes, 'open');
    yield* file.endsWith('.gz') ? gunzip(bytes) : (bytes as AsyncIterable<Buffer>);
  } catch (error) {
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${file}: ${file.endsWith('.gz') ? 'expected a gzip file: ' : ''}${fileProblem(error)}`,
      { cause: error },
    );
  }
}

async function* gunzip(bytes: Readable): AsyncGenerator<Buffer> {
  const unpacked = createGunzip();
  const packing = pipeline(bytes, unpacked);
  packing.catch(() => undefined);
  yield* unpacked as AsyncIterable<Buffer>;
  await packing;
}
