import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/**
 * Processor time of a process and of its children that have ended, in microseconds: user and system together, from
 * /proc (Linux). Zero when the process is gone.
 */
export function processorMicroseconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
    return (ticks * 1e6) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

/** Process ids of all descendants of a process, itself included. */
export function processTree(pid: number): number[] {
  let children: string[] = [];
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  } catch {
    return [];
  }
  return [pid, ...children.flatMap((child) => processTree(Number(child)))];
}

/** Process ids of the children of this process that run the given program. */
export function childrenNamed(program: string): number[] {
  return processTree(process.pid)
    .slice(1)
    .filter((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === program);
}
