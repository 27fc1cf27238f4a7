import type { Command } from 'commander';
import { configFrom, connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { runService } from '#shared/lifecycle/run-service.ts';
import { serviceOf } from '#shared/service/service-run.ts';
import { sink } from './service.ts';

/** `tonewatch sink`: the service as a process of its own. */
export function registerSink(program: Command): void {
  connectionOptions(
    program
      .command('sink')
      .summary('store mentions and their sums in PostgreSQL')
      .description('Stores mentions and their sums in PostgreSQL. Runs until it is stopped.')
      .addHelpText(
        'after',
        '\nExample:\n  $ tonewatch sink --kafka localhost:9092 --database postgres://tonewatch@localhost/tonewatch',
      ),
    { kafka: 'needed', database: 'needed' },
  ).action((options: ConnectionOptions) => runService(serviceOf(sink), configFrom(options)));
}
