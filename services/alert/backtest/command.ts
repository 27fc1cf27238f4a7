import { Option, type Command } from 'commander';
import { connectionOptions } from '#shared/config/options.ts';
import { sensitivities } from '../detection/sensitivity.ts';

/** Adds `tonewatch backtest`: which alerts there would have been. */
export function registerBacktest(program: Command): void {
  connectionOptions(
    program
      .command('backtest')
      .summary('which alerts a history would have raised, when and how late')
      .description(
        'Goes through a history of counts as live alerting would have, knowing at each moment no more than was known ' +
          'then, and tells which alerts each sensitivity would have raised. Nothing is sent, and no incident stored.',
      )
      .option('--counts <file>', 'CSV or .csv.gz with product,time,mentions,negative; - is standard input')
      .addOption(
        new Option('--sensitivity <level>', 'which alerts to list')
          .choices(sensitivities)
          .default('balanced'),
      )
      .option('--product <id...>', 'only these products; the others still tell what is usual for a new one')
      .option('--from <time>', 'begin here, ISO 8601 (UTC); what is before serves as history')
      .option('--to <time>', 'end here')
      .option('--json', 'one JSON object on stdout')
      .option('--svg <file>', 'draw volume, share of negatives, what is usual, and the alerts')
      .addHelpText('after', explanation),
    { database: 'embedded' },
  ).action(async (options: unknown) => {
    const { runBacktest } = await import('./run-backtest.ts');
    await runBacktest(options);
  });
}

const explanation = `
Counts: a row for each product and bucket of 1 to 60 minutes. time is the start of the bucket (ISO 8601; UTC
where no zone is given), mentions and negative are whole numbers. Columns and rows may come in any order, other
columns are ignored, and buckets that are missing had no mentions. Every mention counts: leave out copies, and
further mentions by the same author within an hour. The length of a bucket is found: the most frequent step from one
row of a product to the next, or, where over a quarter of the rows do not fit it, the greatest common divisor of all.
Without --counts, the history in the database is gone through.

Late: minutes from where the excess begins to the alert. Nobody knows when a crisis truly began; what is taken is the most
likely change point in the window that raised the alert: the start of the stretch, up to the alert, whose counts speak most
for a raised share (tone) or number (surge) against the usual one, by their likelihood ratio (Hinkley 1970).

Sensitivities: sensitive, balanced and strict raise what has a chance of 1 in 1,000, 10,000 and 100,000. All three are
always counted; --sensitivity says which alerts are listed.

Examples:
  $ tonewatch backtest --counts examples/counts.csv
  $ tonewatch backtest --counts counts.csv.gz --sensitivity strict --product aurora-phone --svg aurora.svg
  $ zcat *.csv.gz | tonewatch backtest --counts - --from 2025-03-01 --json
  $ tonewatch backtest --database postgres://tonewatch@localhost/tonewatch`;
