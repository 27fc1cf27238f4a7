import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fileProblem } from '../../errors/file-problem.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';

/**
 * The lines of a text file (UTF-8), packed (.gz) or not, as they are read, without their ends: for files that need not
 * be in memory at once.
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function* streamLines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  // The callback keeps errors from being uncaught; they come out of the loop below.
  const bytes = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
  bytes.setEncoding('utf8');
  let rest = '';
  try {
    for await (const piece of bytes) {
      const lines = (rest + String(piece)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield withoutReturn(line);
    }
  } catch (cause) {
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}: ${fileProblem(cause)}`, { cause });
  } finally {
    bytes.destroy();
  }
  if (rest !== '') yield withoutReturn(rest);
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
