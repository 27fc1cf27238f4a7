/** How fast and how good, side by side: see options.ts or --help. */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { listModels, readManifest } from '#shared/classifier/model/store.ts';
import { backendKinds } from '#shared/classifier/backend.ts';
import { messageOf } from '#shared/errors/tonewatch-error.ts';
import { partNames, type Timed } from './contender.ts';
import { packages } from './contenders/open.ts';
import { readLabelledPosts } from './labelled-posts.ts';
import type { Run } from './messages.ts';
import { type BenchOptions, help, parseOptions } from './options.ts';
import { coreToUse, type Participant, startParticipant } from './participant.ts';
import { type Result, resultOf } from './result.ts';
import { scatterPlot } from './scatter-plot.ts';
import { describeResults } from './table.ts';

/** Timed like the others and thrown away: caches and the JIT are warm after it. */
const WARM_UP = 1;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function contenderIds({ models, transformer }: BenchOptions): Promise<string[]> {
  const names = models.length > 0 ? models : await modelsForPosts();
  return [
    ...names.flatMap((name) => backendKinds.map((kind) => `${kind}:${name}`)),
    ...Object.keys(packages),
    ...(transformer === undefined
      ? []
      : ['fp32', 'q8'].map((dtype) => `transformer:${dtype}:${transformer}`)),
  ];
}

/** Those that ship and know all three labels. */
async function modelsForPosts(): Promise<string[]> {
  const names: string[] = [];
  for (const name of await listModels()) {
    const { output } = await readManifest(name);
    if (output.type === 'classes' && output.labels.length === 3) names.push(name);
  }
  return names;
}

async function startAll(ids: readonly string[], files: readonly string[]): Promise<Participant[]> {
  const core = coreToUse();
  say(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}`);
  say(core === undefined ? 'not tied to a core' : `everything on core ${core}, one after the other`);
  const participants: Participant[] = [];
  for (const id of ids) {
    const participant = await startParticipant(id, files, core);
    if ('reason' in participant) say(`without ${id}: ${participant.reason}`);
    else {
      participants.push(participant);
      say(`${participant.introduction.name} has labelled them`);
    }
  }
  return participants;
}

/** Everybody runs once before anybody runs again: what else the machine does hits all alike. */
async function timeAll(
  participants: readonly Participant[],
  options: BenchOptions,
  files: readonly string[],
) {
  const runs = new Map(participants.map((each) => [each, new Map<Timed, Run[]>()]));
  for (let round = -WARM_UP; round < options.rounds; round++) {
    say(round < 0 ? 'warm-up' : `round ${round + 1} of ${options.rounds}`);
    for (const timed of ['text', ...partNames] as const) {
      for (const [participant, own] of runs) {
        if (!participant.introduction.timed.includes(timed)) continue;
        const run = await participant.time({ timed, seconds: options.seconds });
        if (round >= 0) own.set(timed, [...(own.get(timed) ?? []), run]);
      }
    }
  }
  return [...runs].map(([{ id, introduction }, own]) => resultOf(id, introduction, own, files));
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (!options) return void process.stdout.write(`${help}\n`);
  const files = [...options.data, ...options.seen];
  const posts = await readLabelledPosts(files);
  const texts = posts.flatMap((each) => each.texts);
  const length = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  say(`${texts.length.toLocaleString('en-US')} posts of ${length.toFixed(0)} characters`);
  const participants = await startAll(await contenderIds(options), files);
  const results: Result[] = await timeAll(participants, options, files).finally(() => {
    for (const participant of participants) participant.stop();
  });
  const report = options.json
    ? JSON.stringify({ node: process.version, results }, null, 2)
    : describeResults(results, files, options.seen.length);
  process.stdout.write(`${report}\n`);
  if (options.plot !== undefined) await writeFile(options.plot, scatterPlot(results));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`bench: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
