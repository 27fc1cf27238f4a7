/**
 * `tonewatch score --stdin` as a process of its own: lines a second, processor time of a line, and memory on the way.
 *
 *   node --import tsx bench/scoring/stdin.ts tweets.csv [lines, default 1000000]
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { processorMicroseconds } from '../processor-time.ts';

const launcher = join(import.meta.dirname, '../../services/tonewatch.mjs');
const [file = '', count = '1000000'] = process.argv.slice(2);
const total = Number(count);
const texts = z
  .array(z.looseObject({ text: z.string() }))
  .parse(parse(readFileSync(file), { columns: true }))
  .map(({ text }) => text);

const child = spawn(process.execPath, [launcher, 'score', '--stdin'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const pid = child.pid ?? 0;
let answered = 0;
let started = { at: 0, used: 0, answered: 0 };
let next = total / 10;

function* lines(): Generator<string> {
  for (let id = 0; id < total; id++)
    yield `${JSON.stringify({ id: String(id), text: texts[id % texts.length] })}\n`;
}

function residentMegabytes(): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s*(\d+)/u.exec(status)?.[1]) / 1024);
}

/** The clock starts with the first answers: opening the model is not part of a line's cost. */
child.stdout.on('data', (chunk: Buffer) => {
  if (answered === 0) started = { at: performance.now(), used: processorMicroseconds(pid), answered: 0 };
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) answered += 1;
  if (started.answered === 0) started.answered = answered;
  if (answered < next) return;
  const measured = answered - started.answered;
  const seconds = (performance.now() - started.at) / 1000;
  const used = (processorMicroseconds(pid) - started.used) / measured;
  console.log(
    `${answered} lines: ${Math.round(measured / seconds)} lines/s, ${used.toFixed(1)} µs of processor time a line, ${residentMegabytes()} MB`,
  );
  next += total / 10;
});
await pipeline(Readable.from(lines()), child.stdin);
