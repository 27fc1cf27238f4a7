import { parseArgs } from 'node:util';

export const help = `Posts a second of one core, from raw text to label, of the models of this project and of packages that people
use, with their accuracy on the same labelled posts.

  node --import tsx bench/scoring/run.ts --data FILE… [options]

  --data FILE         labelled posts, any format that \`tonewatch evaluate\` reads; can be given again
  --seen FILE         the same, but of posts that the models of this project were trained on: marked in the table
  --model NAME        a model under models/, or a model's folder; can be given again (default: all with three labels)
  --transformer DIR   a folder that Transformers.js opens; see bench/scoring/transformer/README.md
  --rounds N          timed runs of everything, in turn (default 5)
  --seconds S         processor time of a timed run (default 1)
  --plot FILE         write accuracy on the first --data file against posts/s as SVG
  --json              print everything as JSON
  --help              print this

Example:
  node --import tsx bench/scoring/run.ts --data tweets_text.txt --seen airline-tweets.csv --plot speed.svg`;

export interface BenchOptions {
  readonly data: readonly string[];
  readonly seen: readonly string[];
  readonly models: readonly string[];
  readonly transformer: string | undefined;
  readonly rounds: number;
  readonly seconds: number;
  readonly plot: string | undefined;
  readonly json: boolean;
}

/**
 * The options; undefined when only help is wanted.
 * @throws Error when they make no sense.
 */
export function parseOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', multiple: true, default: [] },
      seen: { type: 'string', multiple: true, default: [] },
      model: { type: 'string', multiple: true, default: [] },
      transformer: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '1' },
      plot: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  if (values.data.length === 0) throw new Error('--data is needed: a file of labelled posts; see --help');
  const positive = (name: 'rounds' | 'seconds'): number => {
    const value = Number(values[name]);
    if (!(value > 0)) throw new Error(`--${name}: expected a number above 0`);
    return value;
  };
  return {
    data: values.data,
    seen: values.seen,
    models: values.model,
    transformer: values.transformer,
    rounds: Math.ceil(positive('rounds')),
    seconds: positive('seconds'),
    plot: values.plot,
    json: values.json,
  };
}
