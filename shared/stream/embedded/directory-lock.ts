import { linkSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TonewatchError } from '../../errors/tonewatch-error.ts';

/** Directories that this process holds: its own process id in a lock file says nothing about itself. */
const held = new Set<string>();

/** When the process started, in clock ticks since boot, where the system tells (Linux): ids are used again. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(owner: string): boolean {
  const [id, start] = owner.split(' ');
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return startOf(pid) === start;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Puts the lock file there in one step, complete; false when there is one already. */
function claim(lock: string): boolean {
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, `${process.pid} ${startOf(process.pid)}`);
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Takes the directory for this process alone, until the function it answers is called. The lock of a process that
 * has died is taken over.
 *
 * @throws TonewatchError STREAM_DIRECTORY_IN_USE
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const lock = join(realpathSync(directory), 'lock');
  const inUse = (owner: string): TonewatchError =>
    new TonewatchError('STREAM_DIRECTORY_IN_USE', `${directory} is in use by process ${owner}`);
  if (held.has(lock)) throw inUse(`${process.pid} (this one)`);
  while (!claim(lock)) {
    const owner = read(lock);
    if (owner === null) continue;
    if (isAlive(owner)) throw inUse(owner.split(' ')[0] ?? owner);
    // Two processes may find the same dead owner: rename, so that only one removes it, and look what was removed.
    const removed = `${lock}.stale.${process.pid}`;
    try {
      renameSync(lock, removed);
    } catch {
      continue;
    }
    if (read(removed) !== owner) linkSync(removed, lock);
    rmSync(removed, { force: true });
  }
  held.add(lock);
  return () => {
    held.delete(lock);
    rmSync(lock, { force: true });
  };
}
