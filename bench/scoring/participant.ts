import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Absence, Answer, Introduction, Question, Run } from './messages.ts';

/** A contender in a process of its own: neither its garbage nor what the JIT learnt from it touches another. */
export interface Participant {
  readonly id: string;
  readonly introduction: Introduction;
  time(question: Question): Promise<Run>;
  stop(): void;
}

const script = join(import.meta.dirname, 'contender-process.ts');
/** For native libraries that would otherwise start a thread for each core. */
const oneThread = { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1', OMP_NUM_THREADS: '1' };

/** Starts a contender on one core and waits until it has labelled all posts; an absence when it cannot take part. */
export async function startParticipant(
  id: string,
  files: readonly string[],
  core: number | undefined,
): Promise<Participant | Absence> {
  const command = [process.execPath, '--import', 'tsx', script, id, ...files];
  const pinned = core === undefined ? command : ['taskset', '-c', String(core), ...command];
  const child = spawn(pinned[0] ?? '', pinned.slice(1), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...oneThread, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  const ended = once(child, 'exit').then(([code, signal]): Absence => {
    return { type: 'absent', reason: `ended with ${String(signal ?? code)}` };
  });
  const answer = (): Promise<Answer> => Promise.race([messageOf(child), ended]);
  const introduction = await answer();
  if (introduction.type === 'absent') return introduction;
  if (introduction.type !== 'ready') throw new Error(`${id}: answered out of turn`);
  return {
    id,
    introduction,
    async time(question) {
      child.send(question);
      const run = await answer();
      if (run.type !== 'run') throw new Error(`${id}: answered out of turn`);
      return run;
    },
    stop: () => child.disconnect(),
  };
}

async function messageOf(child: ChildProcess): Promise<Answer> {
  const [message] = (await once(child, 'message')) as [Answer];
  return message;
}

/** The last core that this process may use; undefined where processes cannot be tied to one. */
export function coreToUse(): number | undefined {
  if (spawnSync('taskset', ['--version']).status !== 0) return undefined;
  const allowed = /Cpus_allowed_list:\s*(\S+)/u.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return allowed === undefined ? undefined : Number(allowed.split(/[,-]/u).at(-1));
}
