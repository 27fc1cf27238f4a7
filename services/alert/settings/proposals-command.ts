import type { Command } from 'commander';
import { connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { findProposals } from '../feedback/find-proposals.ts';
import { proposalJson } from '../feedback/proposal-json.ts';
import { proposalsText } from '../feedback/proposals-text.ts';
import { outputStyle, printJson } from './output.ts';
import { withDatabase } from '#shared/database/with-database.ts';

/** `tonewatch alerts proposals`: stricter settings that ratings speak for. */
export function registerProposals(alerts: Command): void {
  connectionOptions(
    alerts
      .command('proposals')
      .summary('stricter settings that ratings speak for, each with its backtest')
      .description(
        'Where, of five ratings or more, fewer than half say that an alert was right (useful is right, irrelevant and ' +
          'wrong-sentiment are not, expected does not count), the next stricter sensitivity is proposed, with what it would have ' +
          'meant. Only incidents of the last 90 days count that were raised at the present sensitivity. Changes nothing.',
      ),
    { database: 'embedded' },
  )
    .option('--json', 'one JSON array on stdout')
    .action(async (options: ConnectionOptions & { json?: true }) => {
      const found = await withDatabase(options, (pool) => findProposals(pool, Date.now()));
      if (options.json) printJson(found.map(proposalJson));
      else if (found.length > 0) process.stdout.write(proposalsText(found, outputStyle().palette));
      else process.stdout.write('No proposals: ratings speak for no stricter setting.\n');
    });
}
