import type { Command } from 'commander';
import { configFrom, connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { runService } from '#shared/lifecycle/run-service.ts';
import { serviceOf } from '#shared/service/service-run.ts';
import { clean } from './service.ts';

/** `tonewatch clean`: the service as a process of its own. */
export function registerClean(program: Command): void {
  connectionOptions(
    program
      .command('clean')
      .summary('prepare the text of posts for the classifier; detect its language')
      .description(
        'Prepares the text of posts for the classifier, and detects its language. Runs until it is stopped.',
      )
      .addHelpText('after', '\nExample:\n  $ tonewatch clean --kafka localhost:9092'),
    { kafka: 'needed' },
  ).action((options: ConnectionOptions) => runService(serviceOf(clean), configFrom(options)));
}
