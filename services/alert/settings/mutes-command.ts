import type { Command } from 'commander';
import { connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { addMute, endMute } from './change-mutes.ts';
import { muteFrom, type MuteForm } from './mute-form.ts';
import { mutesTable } from './mutes-table.ts';
import { iso, minuteText, outputStyle, printJson } from './output.ts';
import { settingInvalid } from './setting-invalid.ts';
import { loadMutes } from './stored-mutes.ts';
import { withDatabase } from '#shared/database/with-database.ts';

/** `tonewatch alerts mute`, `mutes` and `unmute`: when nobody is told of what. */
export function registerMutes(alerts: Command): void {
  connected(alerts.command('mute').summary('tell nobody of a product or a brand for a while'))
    .option('--product <id>', 'of this product')
    .option('--brand <name>', 'of the products of this brand')
    .option('--for <length>', 'how long, e.g. 2h, 90m, 1d12h')
    .option('--until <time>', 'until when, ISO 8601 (UTC)')
    .option('--from <time>', 'from when on (default: now)')
    .option('--campaign', 'leave that time out of the baseline too: a launch, a sale')
    .option('--reason <text>', 'why, for whoever sees it later')
    .addHelpText('after', examples)
    .action(async (options: MuteForm & ConnectionOptions) => {
      const read = muteFrom(options, Date.now());
      if ('problems' in read) throw settingInvalid(read.problems);
      const { product, brand, startsAt, endsAt } = read.mute;
      const id = await withDatabase(options, (pool) => addMute(pool, read.mute));
      const what = product ?? `brand ${brand ?? ''}`;
      process.stdout.write(
        `${what}: muted from ${minuteText(startsAt)} until ${minuteText(endsAt)} UTC; \`tonewatch alerts unmute ${id}\` ends it\n`,
      );
    });
  connected(alerts.command('mutes').summary('what is muted, now or later'))
    .option('--json', 'one JSON array on stdout')
    .action(async (options: ConnectionOptions & { json?: true }) => {
      const now = Date.now();
      const mutes = await withDatabase(options, (pool) => loadMutes(pool, now));
      if (options.json)
        printJson(mutes.map((mute) => ({ ...mute, startsAt: iso(mute.startsAt), endsAt: iso(mute.endsAt) })));
      else process.stdout.write(mutesTable(mutes, now, outputStyle().palette));
    });
  connected(alerts.command('unmute').argument('<id>').summary('end a mute')).action(
    async (id: string, options: ConnectionOptions) => {
      if (!/^[1-9]\d{0,14}$/u.test(id))
        throw settingInvalid(['ID: expected a number; `tonewatch alerts mutes` lists them']);
      const done = await withDatabase(options, (pool) => endMute(pool, Number(id)));
      process.stdout.write(
        done === 'ended'
          ? `mute ${id}: ended; the campaign so far stays out of the baseline\n`
          : `mute ${id}: removed\n`,
      );
    },
  );
}

const connected = (command: Command): Command => connectionOptions(command, { database: 'embedded' });

const examples = `
Incidents are noted meanwhile; only nobody is told.

Examples:
  $ tonewatch alerts mute --product aero-x1 --for 2h --reason "recall announced"
  $ tonewatch alerts mute --brand Aero --from 2026-03-01 --until 2026-03-08 --campaign`;
