import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { untilStopped } from '#shared/lifecycle/until-stopped.ts';
import type { TrainCommand } from './train-command.ts';

/** One recipe to train in a process of its own. */
export interface Job {
  /** What its lines begin with. */
  readonly name: string;
  readonly file: string;
  readonly command: TrainCommand;
}

/**
 * Trains several recipes, so many at a time, each by a command of its own: libtensorflow's threads are those of a
 * process. What they say is told line by line. The exit code is 1 if one of them fails; the others go on.
 */
export async function trainAtATime(most: number, jobs: readonly Job[]): Promise<void> {
  const waiting = [...jobs];
  await untilStopped(async (signal) => {
    const work = async (): Promise<void> => {
      for (let job = waiting.shift(); job && !signal.aborted; job = waiting.shift()) {
        if ((await runJob(job, signal)) !== 0) process.exitCode = 1;
      }
    };
    await Promise.all(Array.from({ length: Math.min(most, jobs.length) }, work));
  });
}

async function runJob(job: Job, signal: AbortSignal): Promise<number | null> {
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', ...argumentsOf(job)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): unknown => child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    createInterface({ input: from }).on('line', (line) => to.write(`${job.name}: ${line}\n`));
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  signal.removeEventListener('abort', stop);
  return code;
}

/** The command for one recipe. */
export function argumentsOf({ file, command }: Pick<Job, 'file' | 'command'>): string[] {
  const given = (option: string, value: string | undefined): string[] =>
    value === undefined ? [] : [option, value];
  return [
    ...['train', '--recipe', file, '--data', command.data, '--embeddings', command.embeddings],
    ...['--threads', String(command.threads)],
    ...given('--out', command.out),
    ...given('--checkpoints', command.checkpoints),
    ...given('--logs', command.logs),
    ...(command.keep ? ['--keep'] : []),
    ...(command.record ? ['--record'] : []),
  ];
}
