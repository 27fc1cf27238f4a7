import { spawn } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { isAlive } from './initialise.ts';

/** What postmaster.pid says about the server that works on a data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The live server of `folder`, also one that an earlier, killed process left running; null when there is none. */
export async function findPostmaster(folder: string): Promise<Postmaster | null> {
  const file = join(folder, 'data', 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  if (await isSomethingElse(pid, folder)) {
    // After a reboot the number may belong to any process; PostgreSQL itself would not dare to start.
    await rm(file, { force: true });
    return null;
  }
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

async function isSomethingElse(pid: number, folder: string): Promise<boolean> {
  const commandLine = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => null);
  return commandLine !== null && commandLine !== '' && !commandLine.includes(join(folder, 'data'));
}

/** What differs from PostgreSQL's defaults: reachable from this machine only, and modest. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=60',
  'timezone=UTC',
  'log_timezone=UTC',
  'wal_level=minimal', // nobody replicates it
  'max_wal_senders=0',
  'random_page_cost=1.1',
  'jit=off', // costs more than it gains on queries of this size
  'io_method=sync', // no worker processes
  'max_parallel_workers_per_gather=0',
];

/**
 * Starts a server in a session of its own: neither Ctrl-C in the terminal nor the death of this process stops it before
 * the stages have finished. Returns whether it has ended meanwhile. Its messages go to `server.log`, of this run only.
 */
export async function startPostmaster(
  folder: string,
  port: number,
  program: string,
  account: Account,
): Promise<() => boolean> {
  const args = [
    '-D',
    join(folder, 'data'),
    '-p',
    String(port),
    ...settings.flatMap((setting) => ['-c', setting]),
  ];
  const { file, args: all, identity } = account.launch(program, args);
  const log = await open(join(folder, 'server.log'), 'w', 0o600);
  let ended = false;
  try {
    const child = spawn(file, all, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...process.env, LC_ALL: 'C' },
      ...identity,
    });
    child.on('exit', () => (ended = true)).on('error', () => (ended = true));
    child.unref();
  } finally {
    await log.close();
  }
  return () => ended;
}
