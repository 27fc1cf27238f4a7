import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { fileProblem } from '#shared/errors/file-problem.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

const PIECE = 256 * 1024;

/**
 * The text of a file in pieces, UTF-8: unpacked when its name ends in .gz; `-` is standard input.
 *
 * @param onRead told which share of the bytes has been read, between 0 and 1; null where nobody knows how many there are
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function* openText(
  file: string,
  onRead: (share: number | null) => void = () => undefined,
): AsyncGenerator<string> {
  const packed = file.endsWith('.gz');
  try {
    const size = file === '-' ? null : (await stat(file)).size;
    const bytes = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: PIECE });
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let read = 0;
    const counted = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of bytes as AsyncIterable<Buffer>) {
        read += piece.length;
        onRead(size === null || size === 0 ? null : read / size);
        yield piece;
      }
    };
    for await (const piece of packed ? gunzip(counted()) : counted()) {
      yield decoder.decode(piece, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TonewatchError) throw error;
    const what = isBadPacking(error) ? 'expected a gzip file: ' : '';
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${file}: ${what}${fileProblem(error)}`, {
      cause: error,
    });
  }
}

async function* gunzip(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unpacked = createGunzip({ chunkSize: PIECE });
  const packing = pipeline(bytes, unpacked);
  packing.catch(() => undefined);
  yield* unpacked as AsyncIterable<Buffer>;
  await packing;
}

const isBadPacking = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
