import type { Command } from 'commander';
import { connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { loadOutbox, type OutboxMessage } from './outbox.ts';
import { outboxTable } from './outbox-table.ts';
import { iso, outputStyle, printJson } from './output.ts';
import { settingInvalid } from './setting-invalid.ts';
import { withDatabase } from '#shared/database/with-database.ts';

/** `tonewatch alerts outbox`: the newest messages, and what waits and why. */
export function registerOutbox(alerts: Command): void {
  connectionOptions(
    alerts.command('outbox').summary('the newest messages: what was sent, what waits and why'),
    {
      database: 'embedded',
    },
  )
    .option('--limit <number>', 'at most so many', wholeNumber, 20)
    .option('--json', 'one JSON array on stdout')
    .action(async (options: ConnectionOptions & { limit: number; json?: true }) => {
      const { limit } = options;
      const messages = await withDatabase(options, (pool) => loadOutbox(pool, { limit }));
      const { palette, columns } = outputStyle();
      if (options.json) printJson(messages.map(messageJson));
      else process.stdout.write(outboxTable(messages, columns, palette));
    });
}

/** For programs: times in ISO 8601. */
export const messageJson = ({ createdAt, dueAt, sentAt, ...rest }: OutboxMessage): unknown => ({
  ...rest,
  createdAt: iso(createdAt),
  dueAt: iso(dueAt),
  sentAt: sentAt === null ? null : iso(sentAt),
});

/** @throws TonewatchError ALERT_SETTING_INVALID */
export function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/u.test(text)) return Number(text);
  throw settingInvalid([`--limit: expected a whole number from 1 to 999999, found ${JSON.stringify(text)}`]);
}
