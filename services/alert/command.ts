import type { Command } from 'commander';
import { configFrom, connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { runService } from '#shared/lifecycle/run-service.ts';
import { alert } from './service.ts';

/** `tonewatch alert`: the service as a process of its own. */
export function registerAlert(program: Command): void {
  connectionOptions(
    program
      .command('alert')
      .summary('find sudden negative spikes and tell people')
      .description(
        'Finds sudden negative spikes, keeps incidents, and tells people through the channels that are set with ' +
          '`tonewatch alerts`. Any number of copies may run. Runs until it is stopped.',
      )
      .addHelpText(
        'after',
        `
Examples:
  $ tonewatch alerts channels add team --type slack --to env:SLACK_URL
  $ tonewatch alert --kafka localhost:9092 --database postgres://tonewatch@localhost/tonewatch`,
      ),
    { kafka: 'needed', database: 'needed' },
  ).action((options: ConnectionOptions) => runService(alert, configFrom(options)));
}
