import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Account, Launch } from './account.ts';
import type { Binaries } from './binaries.ts';

/** Name of the database and of the role that owns it. The role is no superuser. */
export const NAME = 'tonewatch';

/**
 * Makes `folder` with `data/` (a new PostgreSQL cluster that holds the database and its role) and `password` (0600).
 * It appears at once and complete: when several processes try, one wins and the others use what it made; one that is
 * killed leaves only a folder that the next removes.
 *
 * @throws TonewatchError DATABASE_EMBEDDED_FAILED
 */
export async function initialise(folder: string, binaries: Binaries, account: Account): Promise<void> {
  await removeLeftovers(folder);
  const staging = `${folder}.new-${String(process.pid)}`;
  const data = join(staging, 'data');
  // 96 bits in 16 characters: the command that `start` prints fits on a line of 80.
  const password = randomBytes(12).toString('base64url');
  const superuser = join(staging, 'superuser');
  try {
    await mkdir(staging, { mode: 0o700 });
    await writeFile(join(staging, 'password'), `${password}\n`, { mode: 0o600 });
    // Nobody needs to be superuser: its password is thrown away.
    await writeFile(superuser, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
    if (account.owner) {
      await chown(superuser, account.owner.uid, account.owner.gid);
      await chown(staging, account.owner.uid, account.owner.gid);
    }
    await complete(account.launch(binaries.initdb, initdbArguments(data, superuser)), '');
    await rm(superuser);
    await complete(
      account.launch(binaries.postgres, ['--single', '-j', '-D', data, 'postgres']),
      [
        `create role ${NAME} login createdb password '${password}'`,
        `create database ${NAME} owner ${NAME}`,
      ].join(';\n\n') + ';\n\n',
    );
    await chmod(staging, 0o700);
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST'))
      return;
    if (error instanceof TonewatchError) throw error;
    throw new TonewatchError(
      'DATABASE_EMBEDDED_FAILED',
      `cannot make the embedded PostgreSQL in ${folder}: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

function initdbArguments(data: string, passwordFile: string): string[] {
  return [
    ...['-D', data, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    '--no-instructions',
  ];
}

async function removeLeftovers(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.new-`;
  for (const entry of await readdir(dirname(folder))) {
    if (!entry.startsWith(prefix) || isAlive(Number(entry.slice(prefix.length)))) continue;
    await rm(join(dirname(folder), entry), { recursive: true, force: true });
  }
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Runs a program to its end with `input` on its standard input; what it prints is the message when it fails. */
async function complete({ file, args, identity }: Launch, input: string): Promise<void> {
  const child = spawn(file, args, { cwd: '/', env: { ...process.env, LC_ALL: 'C' }, ...identity });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => (output += text));
  }
  child.stdin.on('error', () => undefined); // told by the exit code
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code !== 0 || /^.*\b(?:ERROR|FATAL):/mu.test(output)) {
    throw new TonewatchError('DATABASE_EMBEDDED_FAILED', `${basename(file)} failed: ${messageOf(output)}`);
  }
}
