import { Option, type Command } from 'commander';
import { parseMap } from '#shared/config/map-option.ts';
import { connectionOptions } from '#shared/config/options.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { StartOptions } from './options.ts';
import type { StartServices } from './services.ts';

/** `tonewatch start`; `openServices` loads the other services when they are needed. */
export function registerStart(program: Command, openServices: () => Promise<StartServices>): void {
  const command = program
    .command('start')
    .summary('run everything in this process, with a live view')
    .description(
      'Runs every stage in this process: posts in, rolling sentiment out. Without options: the embedded stream, the ' +
        'embedded PostgreSQL, the shipped model and a sample feed. Stopped and started again it goes on where it was.',
    );
  connectionOptions(command, { kafka: 'embedded', database: 'embedded' })
    .option('--feed <file>', 'play a file instead of the sample feed: .csv, .tsv, .jsonl, .ndjson, also .gz')
    .option(
      '--map <field=column,…>',
      'where the fields of a post are, e.g. id=tweet_id,postedAt=tweet_created',
      parseMap,
    )
    .option('--platform <name>', 'platform of the posts of the file (default: the name of the file)')
    .option('--products <file>', 'products to look for; see examples/')
    .option('--speed <factor>', 'sample feed: how many times faster than the clock it plays', parseSpeed)
    .option('--model <name>', 'folder under models/ (default: posts-cnn)')
    .addOption(new Option('--backend <name>', 'what computes the model').choices(['compiled', 'tensorflow']))
    .option('--until-done', 'end when every post is in PostgreSQL or in dead letters; print a summary')
    .option('--json', 'print the summary as the last line on stdout, everything else on stderr')
    .option('--no-view', 'lines of progress instead of the live view')
    .addHelpText(
      'after',
      `
Examples:
  $ tonewatch start
  $ tonewatch start --feed tweets.csv --map id=tweet_id,text=text,author=name,postedAt=tweet_created \\
      --products examples/airlines.yaml --until-done
  $ tonewatch start --kafka localhost:9092 --database postgres://tonewatch@localhost/tonewatch`,
    )
    .action(async (options: StartOptions) => {
      const { run } = await import('./run.ts');
      await run(options, openServices);
    });
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new TonewatchError('CONFIG_INVALID', `--speed: expected a number above 0, found "${text}"`);
}
