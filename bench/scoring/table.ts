import colours from 'picocolors';
import { isOwn, type Result } from './result.ts';

const NAME = 23;
const SPEED = 10;
const SHARE = 19;

type Speeds = Result['speeds'];

/** Speeds by processor time, and by the clock, as columns. */
const columns: readonly [title: string, (speeds: Speeds) => number | undefined][] = [
  ['raw text', ({ text }) => text?.perCpuSecond],
  ['slowest', ({ text }) => text?.slowest],
  ['fastest', ({ text }) => text?.fastest],
  ['by clock', ({ text }) => text?.perSecond],
  ['tokens', ({ tokens }) => tokens?.perCpuSecond],
  ['stage', ({ stage }) => stage?.perCpuSecond],
];

/**
 * Results for people, the fastest first.
 * @param seen how many of the last data files the models of this project were trained on.
 */
export function describeResults(results: readonly Result[], files: readonly string[], seen: number): string {
  const sorted = [...results].sort((a, b) => rate(b) - rate(a));
  const names = files.map((file) => file.replace(/^.*\//u, ''));
  const cells = (first: string, speeds: readonly string[], shares: readonly string[], last: string): string =>
    [
      first.padEnd(NAME),
      ...speeds.map((cell) => cell.padStart(SPEED)),
      ...shares.map((cell) => cell.padStart(SHARE)),
      last.padStart(SPEED),
    ].join('');
  const lines = sorted.map((result) => {
    const shares = result.quality.map(({ accuracy, macroRecall }, i) => {
      const mark = isOwn(result) && i >= files.length - seen ? '*' : ' ';
      return `${percent(accuracy)}  ${percent(macroRecall)}${mark}`;
    });
    const speeds = columns.map(([, speed]) => whole(speed(result.speeds)));
    const line = cells(result.name, speeds, shares, `${Math.round(result.peakBytes / 1e6)} MB`);
    return isOwn(result) ? colours.green(line) : line;
  });
  return [
    colours.dim(cells('', ['posts/s', ...columns.slice(1).map(() => '')], names.map(fit), 'memory')),
    colours.dim(
      cells(
        '',
        columns.map(([title]) => title),
        files.map(() => 'accuracy  recall '),
        '',
      ),
    ),
    ...lines,
    '',
    ...advantages(results),
    ...sorted.map(({ name, version, labelling }) =>
      colours.dim(`${name}: ${version}, label by ${labelling}`),
    ),
    '',
    'posts/s: of processor time, from raw text to label, the median of the runs; tokens: from prepared tokens;',
    'stage: from Avro to Avro. recall: mean of the recalls of the classes.',
    ...(seen > 0 ? ['* the model was trained on these posts'] : []),
  ].join('\n');
}

/** How much faster the compiled backend is than the other, for each model that has both. */
const advantages = (results: readonly Result[]): string[] =>
  results.flatMap(({ id, name, speeds: { text, tokens } }) => {
    if (!id.startsWith('compiled:')) return [];
    const other = results.find((each) => each.id === id.replace('compiled', 'tensorflow'))?.speeds;
    if (!text || !tokens || !other?.text || !other.tokens) return [];
    const times = (a: number, b: number): string => (a / b).toFixed(1);
    return [
      `${name}: ${times(tokens.perCpuSecond, other.tokens.perCpuSecond)} times as fast as the tensorflow backend from tokens, ${times(text.perCpuSecond, other.text.perCpuSecond)} times from raw text`,
    ];
  });

const rate = ({ speeds }: Result): number => speeds.text?.perCpuSecond ?? 0;
const whole = (value: number | undefined): string =>
  value === undefined ? '' : Math.round(value).toLocaleString('en-US');
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const fit = (name: string): string => (name.length < SHARE - 1 ? name : `${name.slice(0, SHARE - 3)}…`);
