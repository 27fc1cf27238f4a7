import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { processorMicroseconds } from '../processor-time.ts';

const launcher = join(import.meta.dirname, '../../services/tonewatch.mjs');
const SAMPLES = 200;

/** The state of the filter when so many lines were answered; speeds since the first answer. */
export interface FilterSample {
  readonly answered: number;
  readonly perSecond: number;
  /** Processor time of a line. */
  readonly cpuMicros: number;
  readonly residentBytes: number;
}

export interface FilterRun {
  readonly lines: number;
  /** Lines that were missing, or answered in another's place, or not scored. */
  readonly outOfPlace: number;
  readonly samples: readonly FilterSample[];
}

/**
 * Pipes texts, over and over, through `tonewatch score --stdin`. The clock starts with the first answer: opening the
 * model is not part of a line's cost.
 */
export async function filterPosts(
  texts: readonly string[],
  lines: number,
  options: readonly string[],
): Promise<FilterRun> {
  const child = spawn(process.execPath, [launcher, 'score', '--stdin', ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const pid = child.pid ?? 0;
  const samples: FilterSample[] = [];
  const step = lines / SAMPLES;
  let answered = 0;
  let inPlace = 0;
  let start: { answered: number; at: number; used: number } | undefined;
  let next = step;

  const sample = ({ answered: before, at, used }: NonNullable<typeof start>): FilterSample => {
    const measured = Math.max(1, answered - before);
    return {
      answered,
      perSecond: (measured * 1000) / (performance.now() - at),
      cpuMicros: (processorMicroseconds(pid) - used) / measured,
      residentBytes: residentBytes(pid),
    };
  };
  const written = pipeline(Readable.from(requests(texts, lines)), child.stdin);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith(`{"id":"${answered}","label":`)) inPlace++;
    answered++;
    start ??= { answered, at: performance.now(), used: processorMicroseconds(pid) };
    if (answered < next) continue;
    samples.push(sample(start));
    next += step;
  }
  await written;
  return { lines, outOfPlace: lines - inPlace, samples };
}

function* requests(texts: readonly string[], lines: number): Generator<string> {
  for (let id = 0; id < lines; id++)
    yield `${JSON.stringify({ id: String(id), text: texts[id % texts.length] })}\n`;
}

/** Zero when the process is gone. */
function residentBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s*(\d+)/u.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
