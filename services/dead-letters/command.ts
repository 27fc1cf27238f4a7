import type { Command } from 'commander';
import { connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

interface ListOptions extends ConnectionOptions {
  readonly limit: number;
  readonly json?: true;
}

/** `tonewatch dead-letters`: records that could not be processed. */
export function registerDeadLetters(program: Command): void {
  const deadLetters = program
    .command('dead-letters')
    .summary('show records that could not be processed')
    .description('Records that could not be processed: where they came from, and why.');
  connectionOptions(
    deadLetters
      .command('list')
      .summary('list the newest ones')
      .description('Lists the newest ones, the newest last. Changes nothing.'),
    { kafka: 'embedded' },
  )
    .option('--limit <number>', 'at most so many', wholeNumber, 50)
    .option('--json', 'one JSON object a line; the original bytes in base64')
    .addHelpText('after', '\nExample:\n  $ tonewatch dead-letters list --kafka localhost:9092 --limit 10')
    .action(async (options: ListOptions) => {
      const { listDeadLetters } = await import('./list.ts');
      await listDeadLetters(options);
    });
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/u.test(text)) return Number(text);
  throw new TonewatchError('CONFIG_INVALID', `--limit: expected a whole number above 0, found "${text}"`);
}
