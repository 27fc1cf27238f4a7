import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { TonewatchError } from '../../errors/tonewatch-error.ts';

const FIRST = 5471;
const LAST = 5570;

/** The port kept in `file` if it is free, else the first free one from 5471, which is then kept. */
export async function choosePort(file: string): Promise<number> {
  const kept = Number(await readFile(file, 'utf8').catch(() => ''));
  if (Number.isInteger(kept) && kept > 1023 && kept < 65_536 && (await isFree(kept))) return kept;
  for (let port = FIRST; port <= LAST; port++) {
    if (!(await isFree(port))) continue;
    await writeFile(file, `${String(port)}\n`);
    return port;
  }
  throw new TonewatchError(
    'DATABASE_EMBEDDED_FAILED',
    `no free port between ${String(FIRST)} and ${String(LAST)} for the embedded PostgreSQL; give --database URL`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
