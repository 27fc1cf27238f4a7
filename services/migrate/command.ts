import type { Command } from 'commander';
import { configFrom, connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { openDatabase } from '#shared/database/open.ts';
import { createLog } from '#shared/telemetry/log.ts';

/** `tonewatch migrate`: brings the tables up to date, as every service does when it starts, and prints what they have. */
export function registerMigrate(program: Command): void {
  connectionOptions(
    program
      .command('migrate')
      .summary('bring the tables of the database up to date')
      .description('Brings the tables of the database up to date, as every service does when it starts.')
      .addHelpText(
        'after',
        '\nExample:\n  $ tonewatch migrate --database postgres://tonewatch@localhost/tonewatch',
      ),
    { database: 'embedded' },
  ).action(async (options: ConnectionOptions) => {
    const config = configFrom(options);
    const { pool, close } = await openDatabase(config, createLog(config.logLevel));
    try {
      const { rows } = await pool.query<{ line: string }>(
        `select to_char(run_on, 'YYYY-MM-DD HH24:MI:SS') || '  ' || name as line from tonewatch_migrations order by id`,
      );
      process.stdout.write(`${rows.map(({ line }) => line).join('\n')}\nThe tables are up to date.\n`);
    } finally {
      await close();
    }
  });
}
