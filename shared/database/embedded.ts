import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { prepareDataDir } from '../config/data-dir.ts';
import { messageOf, TonewatchError } from '../errors/tonewatch-error.ts';
import { accountFor, type Owner } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { initialise, NAME } from './embedded/initialise.ts';
import { choosePort } from './embedded/port.ts';
import { findPostmaster, startPostmaster } from './embedded/postmaster.ts';

export interface EmbeddedServer {
  /** postgres://… with the password; valid on this machine only. */
  readonly url: string;
  /** Lets go of the server; the last process to do so stops it. */
  readonly close: () => Promise<void>;
}

/** Recovery after a crash may take a while. */
const START_LIMIT_MS = 60_000;
/** A server that ends at once as often as this has a problem that waiting does not cure. */
const MAX_STARTS = 12;
const STOP_LIMIT_MS = 8_000;
/** Everybody who uses the server holds this advisory lock shared; who gets it alone may stop the server. */
const PRESENCE = [0x746f6e65, 1] as const;

/**
 * The PostgreSQL 18 that comes with the npm package, with its data in `<dataDir>/postgres`: made at the first call,
 * started, or joined where it runs already (for another process, or left over from one that was killed).
 *
 * @throws TonewatchError DATABASE_EMBEDDED_FAILED, CONFIG_INVALID for a data directory that cannot be used
 */
export async function startEmbedded(dataDir: string, log: Logger): Promise<EmbeddedServer> {
  const root = resolve(dataDir);
  const folder = join(root, 'postgres');
  prepareDataDir(root);
  const binaries = await findBinaries();
  const existing = await ownerOf(join(folder, 'data'));
  const account = accountFor(root, binaries.postgres, existing);
  if (existing === null) {
    log.info({ folder }, 'making the embedded PostgreSQL');
    await initialise(folder, binaries, account);
  }
  const password = await readPassword(join(folder, 'password'));
  const urlAt = (port: number) => `postgres://${NAME}:${password}@127.0.0.1:${String(port)}/${NAME}`;

  const limit = Date.now() + START_LIMIT_MS;
  let starts = 0;
  let hasEnded = () => true;
  let problem: unknown = null;
  while (Date.now() < limit && starts < MAX_STARTS) {
    const running = await findPostmaster(folder);
    if (running?.ready === true) {
      try {
        const presence = await enter(urlAt(running.port));
        log.info({ port: running.port, joined: starts === 0 }, 'embedded PostgreSQL is ready');
        const close = (): Promise<void> => leave(presence, folder, log);
        return { url: urlAt(running.port), close };
      } catch (error) {
        problem = error; // it is about to stop
        if (error instanceof pg.DatabaseError && error.code === '28P01') break; // somebody has changed the password
        await delay(100);
      }
    } else if (running === null && hasEnded()) {
      if (starts++ > 0) await delay(250); // another one was faster, or the rest of a killed server is still going down
      hasEnded = await startPostmaster(
        folder,
        await choosePort(join(folder, 'port')),
        binaries.postgres,
        account,
      );
    }
    await delay(20);
  }
  throw new TonewatchError(
    'DATABASE_EMBEDDED_FAILED',
    `the embedded PostgreSQL in ${folder} does not start: ${problem === null ? await lastMessage(folder) : messageOf(problem)}`,
  );
}

/** Connects and says that the server is in use. */
async function enter(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'tonewatch', keepAlive: true });
  client.on('error', () => undefined); // the pool meets the same trouble and reports it
  await client.connect();
  await client.query('select pg_advisory_lock_shared($1, $2)', [...PRESENCE]);
  return client;
}

async function leave(presence: pg.Client, folder: string, log: Logger): Promise<void> {
  try {
    await presence.query('select pg_advisory_unlock_shared($1, $2)', [...PRESENCE]);
    const { rows } = await presence.query<{ alone: boolean }>(
      'select pg_try_advisory_lock($1, $2) as alone',
      [...PRESENCE],
    );
    if (rows[0]?.alone === true) await stop(folder);
  } catch (error) {
    log.debug({ reason: messageOf(error) }, 'the embedded PostgreSQL was gone already');
  } finally {
    await presence.end().catch(() => undefined);
  }
}

/** Fast shutdown: open transactions are rolled back, everything committed is written. Then the hard way, also safe. */
async function stop(folder: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    const running = await findPostmaster(folder);
    if (running === null) return;
    process.kill(running.pid, signal);
    const limit = Date.now() + STOP_LIMIT_MS;
    while (Date.now() < limit) {
      if ((await findPostmaster(folder))?.pid !== running.pid) return;
      await delay(10);
    }
  }
}

async function readPassword(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new TonewatchError(
      'DATABASE_EMBEDDED_FAILED',
      `cannot read ${file}: ${messageOf(cause)}; run as the user who made it, or give another --data-dir`,
      { cause },
    );
  }
}

async function lastMessage(folder: string): Promise<string> {
  const lines = (await readFile(join(folder, 'server.log'), 'utf8').catch(() => '')).trim().split('\n');
  return lines.slice(-3).join(' ') || 'it writes no message';
}

async function ownerOf(path: string): Promise<Owner | null> {
  return stat(path).then(
    ({ uid, gid }) => ({ uid, gid }),
    () => null,
  );
}
