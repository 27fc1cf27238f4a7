import { Option, type Command } from 'commander';
import { connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { parseSince } from '../settings/clock-options.ts';
import { outputStyle, printJson } from '../settings/output.ts';
import { wholeNumber } from '../settings/outbox-command.ts';
import { settingInvalid } from '../settings/setting-invalid.ts';
import { withDatabase } from '#shared/database/with-database.ts';
import { listFloods } from './floods.ts';
import { incidentId } from './incident-id.ts';
import { loadReport } from './incident-report.ts';
import { listIncidents, statuses, type Status } from './incident-summary.ts';
import { incidentsJson, reportJson } from './incidents-json.ts';
import { incidentsTable } from './incidents-table.ts';
import { productsOnHold } from './on-hold.ts';
import { registerRate } from './rate-command.ts';
import { reportText } from './report-text.ts';

interface ListOptions extends ConnectionOptions {
  readonly product?: string[];
  readonly status?: Status[];
  readonly since?: string;
  readonly historical?: true;
  readonly limit: number;
  readonly json?: true;
}

/** `tonewatch incidents`: what alerting has found, and what people say of it. */
export function registerIncidents(program: Command): void {
  const incidents = program
    .command('incidents')
    .summary('list, show and rate incidents')
    .description('Incidents: periods in which the tone of a product was abnormal.');
  connectionOptions(incidents.command('list').summary('list incidents, the newest first'), {
    database: 'embedded',
  })
    .option('--product <id...>', 'only of these products')
    .addOption(new Option('--status <status...>', 'only of this status').choices(statuses))
    .option('--since <time>', 'not over before: ISO 8601 (UTC), or a length of time such as 24h or 7d')
    .option('--historical', 'those found in history too, of which nobody was told')
    .option('--limit <number>', 'at most so many', wholeNumber, 20)
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', '\nExample:\n  $ tonewatch incidents list --product aero-x1 --since 7d')
    .action(list);
  connectionOptions(
    incidents
      .command('show')
      .argument('<id>', 'of the incident, or how it begins')
      .summary('everything that is known of an incident'),
    { database: 'embedded' },
  )
    .option('--json', 'one JSON object on stdout')
    .action(show);
  registerRate(incidents);
}

async function list(options: ListOptions): Promise<void> {
  const now = Date.now();
  const since = options.since === undefined ? null : parseSince(options.since, now);
  if (since === null && options.since !== undefined)
    throw settingInvalid([
      '--since: expected a time such as 2026-03-01T12:00Z, or a length of time such as 24h',
    ]);
  const { product: products = null, status = null, historical = false, limit } = options;
  const view = await withDatabase(options, async (pool) => {
    return {
      incidents: await listIncidents(pool, { products, statuses: status, since, historical, limit }),
      onHold: await productsOnHold(pool, products),
      floods: await listFloods(pool, { products, since, limit }),
    };
  });
  if (options.json) printJson(incidentsJson(view));
  else process.stdout.write(incidentsTable(view, { now, ...outputStyle() }));
}

async function show(prefix: string, options: ConnectionOptions & { json?: true }): Promise<void> {
  const report = await withDatabase(options, async (pool) =>
    loadReport(pool, await incidentId(pool, prefix)),
  );
  // Removed between the two.
  if (!report) throw new TonewatchError('INCIDENT_UNKNOWN', `there is no incident ${prefix}`);
  if (options.json) printJson(reportJson(report));
  else process.stdout.write(reportText(report, outputStyle()));
}
