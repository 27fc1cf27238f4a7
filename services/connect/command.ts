import type { Command } from 'commander';
import { parseMap } from '#shared/config/map-option.ts';
import { connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

interface FileOptions extends ConnectionOptions {
  readonly feed?: string;
  readonly map?: Record<string, string>;
  readonly rate?: number;
}
interface SampleOptions extends ConnectionOptions {
  readonly speed?: number;
}

/** `tonewatch connect`: what brings posts into a feed topic. */
export function registerConnect(program: Command): void {
  const connect = program
    .command('connect')
    .summary('bring posts into a feed topic')
    .description('Brings posts into a feed topic of Kafka, from where ingest takes them.');
  connectionOptions(
    connect
      .command('file')
      .argument('<file>', '.csv, .tsv (with a header row), .jsonl or .ndjson, also .gz')
      .summary('play a file')
      .description('Plays a file: each row as one JSON payload, each line of JSON as it stands.'),
    { kafka: 'needed' },
  )
    .option('--feed <name>', 'feed topic feeds.<name> (default: the name of the file)')
    .option(
      '--map <field=column,…>',
      'where the id is, e.g. id=tweet_id: the key (ingest does the rest)',
      parseMap,
    )
    .option('--rate <number>', 'posts a second at most', positive('--rate'))
    .addHelpText(
      'after',
      '\nExample:\n  $ tonewatch connect file tweets.csv --map id=tweet_id --kafka localhost:9092',
    )
    .action(async (file: string, options: FileOptions) => {
      const { connectFile } = await import('./connect.ts');
      await connectFile(file, options);
    });
  connectionOptions(
    connect
      .command('sample')
      .summary('play the sample feed')
      .description('Plays the sample feed: five made-up products, three days, then on in real time.'),
    { kafka: 'needed', dataDir: 'its position' },
  )
    .option(
      '--speed <factor>',
      'how many times faster than the clock until it has caught up',
      positive('--speed'),
    )
    .addHelpText('after', '\nExample:\n  $ tonewatch connect sample --kafka localhost:9092 --speed 500')
    .action(async (options: SampleOptions) => {
      const { connectSample } = await import('./connect.ts');
      await connectSample(options);
    });
}

const positive =
  (option: string) =>
  (text: string): number => {
    const value = Number(text);
    if (value > 0 && Number.isFinite(value)) return value;
    throw new TonewatchError('CONFIG_INVALID', `${option}: expected a number above 0, found "${text}"`);
  };
