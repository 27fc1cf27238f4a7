import { parseArgs } from 'node:util';

export const help = `False alerts, recall and delay of alerting and of the rules that others use, on series with known crises.

  node --import tsx bench/alerting/run.ts [options]

  --seed N        of all random numbers (default 20261128)
  --bucket M      minutes of a bucket: 1 or 5 (default 1)
  --rates N,N…    mentions an hour (default 2,10,50,300,1000)
  --part X        how much of the whole run, 0 to 1 (default 1): for a first look
  --plots DIR     write pictures as SVG
  --help          print this

Example:
  node --import tsx bench/alerting/run.ts --part 0.1 --rates 10,50 --plots /tmp`;

export interface RunOptions {
  readonly seed: number;
  readonly bucketMinutes: number;
  readonly rates: readonly number[];
  readonly part: number;
  readonly plots: string | undefined;
}

/**
 * The options; undefined when only help is wanted.
 * @throws Error when they make no sense.
 */
export function parseOptions(args: readonly string[]): RunOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '20261128' },
      bucket: { type: 'string', default: '1' },
      rates: { type: 'string', default: '2,10,50,300,1000' },
      part: { type: 'string', default: '1' },
      plots: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const bucketMinutes = Number(values.bucket);
  if (bucketMinutes !== 1 && bucketMinutes !== 5) throw new Error('--bucket: expected 1 or 5');
  const rates = values.rates.split(',').map(Number);
  if (!rates.every((rate) => rate > 0)) throw new Error('--rates: expected numbers above 0');
  const part = Number(values.part);
  if (!(part > 0 && part <= 1)) throw new Error('--part: expected a number above 0, at most 1');
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error('--seed: expected a whole number');
  return { seed, bucketMinutes, rates, part, plots: values.plots };
}
