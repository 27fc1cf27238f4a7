/** `tonewatch score --stdin` as a process of its own: see help below, or --help. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { messageOf } from '#shared/errors/tonewatch-error.ts';
import { filterPosts, type FilterRun } from './filter-run.ts';
import { readLabelledPosts, shuffledTexts } from './labelled-posts.ts';
import { memoryPlot } from './memory-plot.ts';

const help = `Pipes posts through \`tonewatch score --stdin\`: lines a second, processor time of a line, memory on the way, and
whether every line was answered in its place.

  node --import tsx bench/scoring/stdin.ts --data FILE… [options]

  --data FILE    posts, any format that \`tonewatch evaluate\` reads; can be given again; repeated as often as needed
  --lines N      how many to pipe (default 1000000)
  --model NAME   a model under models/ (default posts-cnn)
  --plot FILE    write memory against lines as SVG
  --json         print everything as JSON
  --help         print this`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', multiple: true, default: [] },
      lines: { type: 'string', default: '1000000' },
      model: { type: 'string', default: 'posts-cnn' },
      plot: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${help}\n`);
  if (values.data.length === 0) throw new Error('--data is needed: a file of posts; see --help');
  const lines = Number(values.lines);
  if (!(lines >= 100)) throw new Error('--lines: expected 100 or more');
  const texts = shuffledTexts(await readLabelledPosts(values.data));
  const run = await filterPosts(texts, lines, ['--model', values.model]);
  process.stdout.write(values.json ? `${JSON.stringify(run, null, 2)}\n` : `${describe(run)}\n`);
  if (values.plot !== undefined) await writeFile(values.plot, memoryPlot(run.samples));
  if (run.outOfPlace > 0) process.exitCode = 1;
}

function describe({ samples, outOfPlace, lines }: FilterRun): string {
  const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
  const tenths = samples.filter((_, i) => (i + 1) % (samples.length / 10) === 0);
  return [
    '     lines   lines/s   µs of processor time a line   memory',
    ...tenths.map(
      ({ answered, perSecond, cpuMicros, residentBytes }) =>
        `${whole(answered).padStart(10)}${whole(perSecond).padStart(10)}${cpuMicros.toFixed(1).padStart(30)}${whole(residentBytes / 1e6).padStart(6)} MB`,
    ),
    outOfPlace === 0
      ? `all ${whole(lines)} lines answered in their places`
      : `${whole(outOfPlace)} of ${whole(lines)} lines NOT answered in their places`,
  ].join('\n');
}

try {
  await main();
} catch (error) {
  process.stderr.write(`bench: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
