import type { Command } from 'commander';
import { configFrom, connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { runService } from '#shared/lifecycle/run-service.ts';
import { sink } from './service.ts';

/** `tonewatch sink`: the service as a process of its own. */
export function registerSink(program: Command): void {
  connectionOptions(
    program.command('sink').description('store mentions and their sums in PostgreSQL'),
  ).action((options: ConnectionOptions) => runService(sink, configFrom(options)));
}
