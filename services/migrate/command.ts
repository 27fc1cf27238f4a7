import type { Command } from 'commander';
import { configFrom, connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { openDatabase } from '#shared/database/open.ts';
import { createLog } from '#shared/telemetry/log.ts';

/** `tonewatch migrate`: brings the tables up to date, as every service does when it starts. */
export function registerMigrate(program: Command): void {
  connectionOptions(
    program
      .command('migrate')
      .description('bring the tables of the database up to date (services do so too)'),
  ).action(async (options: ConnectionOptions) => {
    const config = configFrom(options);
    const database = await openDatabase(config, createLog(config.logLevel));
    await database.close();
  });
}
