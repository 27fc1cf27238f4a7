import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { upsertProducts } from '#shared/database/products.ts';
import { listFloods } from '../../services/alert/incidents/floods.ts';
import { incidentId } from '../../services/alert/incidents/incident-id.ts';
import { loadReport } from '../../services/alert/incidents/incident-report.ts';
import { listIncidents, type IncidentFilter } from '../../services/alert/incidents/incident-summary.ts';
import { incidentsTable } from '../../services/alert/incidents/incidents-table.ts';
import { productsOnHold } from '../../services/alert/incidents/on-hold.ts';
import { reportText } from '../../services/alert/incidents/report-text.ts';
import { rateIncident } from '../../services/alert/feedback/rate-incident.ts';
import { plain } from '../../services/alert/settings/output.ts';
import { runTonewatch, startTonewatch } from '../fixtures/tonewatch-process.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { openedAt, storeIncident, storeNotification } from '../unit/alert-feedback/alert-rows.ts';

const HOUR = 3_600_000;
const opened = openedAt.getTime();
const later = (hours: number): Date => new Date(opened + hours * HOUR);

describe('incidents', () => {
  let database: TestPostgres;
  const all: IncidentFilter = { products: null, statuses: null, since: null, historical: true, limit: 50 };
  const ids = {
    surge: 'aaaaaaaa-0000-4000-8000-000000000001',
    old: 'aaaaaaab-0000-4000-8000-000000000002',
    past: 'bbbbbbbb-0000-4000-8000-000000000003',
  };
  const found = async (filter: Partial<IncidentFilter>): Promise<string[]> =>
    (await listIncidents(database.pool, { ...all, ...filter })).map(({ id }) => id);

  before(async () => {
    database = await startPostgres();
    await upsertProducts(database.pool, [
      { id: 'delta', name: 'Delta', brand: null, query: 'delta', active: true },
    ]);
  });
  after(() => database.stop());
  beforeEach(async () => {
    const { pool } = database;
    await pool.query('truncate incidents, feedback, notifications, alert_state, floods');
    const surge = { kind: 'surge', severity: 'critical', negative: 212, mentions: 1_301 } as const;
    await storeIncident(pool, { id: ids.surge, ...surge, openedAt: later(9), product: 'aero-x1' });
    await storeIncident(pool, { id: ids.old, resolvedAt: later(2) });
    const past = { historical: true, facts: null, severity: 'warning' } as const;
    await storeIncident(pool, { id: ids.past, ...past, openedAt: later(-50), resolvedAt: later(-20) });
  });

  describe('are listed', () => {
    test('the newest first, of the products, of the status and since when that is asked for', async () => {
      assert.deepEqual(await found({}), [ids.surge, ids.old, ids.past]);
      assert.deepEqual(await found({ historical: false }), [ids.surge, ids.old]);
      assert.deepEqual(await found({ products: ['delta'] }), [ids.old, ids.past]);
      assert.deepEqual(await found({ statuses: ['firing', 'escalated'] }), [ids.surge]);
      assert.deepEqual(await found({ since: later(3).getTime() }), [ids.surge], 'what is open is not over');
      assert.deepEqual(await found({ since: later(1).getTime() }), [ids.surge, ids.old]);
      assert.deepEqual(await found({ limit: 1 }), [ids.surge]);
    });

    test('with what is on hold and what was a flood, for people to read', async () => {
      await database.pool.query(
        `insert into alert_state (product_id, hold) values ('delta', '{"feeds.x has been silent for 42 minutes"}'), ('x1', '{}')`,
      );
      await database.pool.query(
        `insert into floods values ('delta', $1, $2, 'copies', 840, 3, 'Win a free flight!!!')`,
        [openedAt, later(1.5)],
      );
      const view = {
        incidents: await listIncidents(database.pool, all),
        onHold: await productsOnHold(database.pool, null),
        floods: await listFloods(database.pool, { products: null, since: null, limit: 5 }),
      };
      assert.equal(
        incidentsTable(view, { now: later(9.2).getTime(), columns: 100, palette: plain }),
        `ID        OPENED (UTC)       LASTED  PRODUCT  KIND   SEVERITY  STATUS     NEGATIVE          USUAL
aaaaaaaa  2026-03-01 22:00   12 min  aero-x1  surge  critical  firing     212/1,301 (16 %)  4.4 ×48
aaaaaaab  2026-03-01 13:00      2 h  delta    tone   serious   resolved   21/30 (70 %)      15 % ×4.7
bbbbbbbb  2026-02-27 11:00  1 d 6 h  delta    tone   warning   resolved*  21/30 (70 %)      15 % ×4.7
* found in history: nobody was told

On hold: nothing is decided about these products now
  delta: data incomplete: feeds.x has been silent for 42 minutes

Floods: seen, and no incident
  2026-03-01 13:00  delta: 840 negative mentions in 1 h 30 min, copies of a few posts; 3 of them count
                    “Win a free flight!!!”
`,
      );
    });

    test('as nothing, when there are none', () => {
      const view = { incidents: [], onHold: [], floods: [] };
      assert.equal(incidentsTable(view, { now: 0, columns: 80, palette: plain }), 'No incidents.\n');
    });
  });

  describe('are found by how their id begins', () => {
    test('with or without hyphens, in either case', async () => {
      assert.equal(await incidentId(database.pool, 'aaaaaaaa'), ids.surge);
      assert.equal(await incidentId(database.pool, 'AAAAAAAB'), ids.old);
      assert.equal(await incidentId(database.pool, 'b'), ids.past);
      assert.equal(await incidentId(database.pool, 'aaaaaaab-0000-4'), ids.old);
      assert.equal(await incidentId(database.pool, ids.past), ids.past);
    });

    test('and not when there are several, or none, or it is no id', async () => {
      await assert.rejects(incidentId(database.pool, 'aaaaaaa'), {
        code: 'INCIDENT_UNKNOWN',
        message: `the ids of several incidents begin with aaaaaaa: ${ids.surge}, ${ids.old}`,
      });
      for (const id of ['c', '', 'zebra', `${ids.past}0`, '%', "'"])
        await assert.rejects(incidentId(database.pool, id), { code: 'INCIDENT_UNKNOWN' }, id);
    });
  });

  test('one is shown with all that was told, what was sent and what people said', async () => {
    await storeNotification(database.pool, [ids.old], { sentAt: later(0) });
    await storeNotification(database.pool, [ids.old], {
      event: 'resolved',
      attempts: 1,
      lastError: 'it is down',
    });
    await rateIncident(database.pool, ids.old, { rating: 'useful', note: 'battery recall' });
    const report = await loadReport(database.pool, ids.old);
    assert.ok(report);
    const text = reportText(report, { columns: 100, palette: plain });
    for (const part of [
      `Incident ${ids.old}\n`,
      'Left out of the baseline\n',
      'CRITICAL · Aero X1 · tone shift\n',
      'failed 1×',
      '\n  it is down\n',
      '  useful — battery recall\n',
    ])
      assert.ok(text.includes(part), `${part} is not in ${text}`);
  });

  test('one that nobody was told of is shown with what would have been told', async () => {
    const report = await loadReport(database.pool, ids.past);
    assert.ok(report);
    const text = reportText(report, { columns: 100, palette: plain });
    assert.match(text, /\* found in history: nobody was told\n\nWARNING · Delta · tone shift\n/u);
    assert.match(text, /Messages\nNo messages.\n\nFeedback\nNone yet./u);
    assert.equal(await loadReport(database.pool, '00000000-0000-4000-8000-000000000000'), null);
  });

  describe('at the command line', () => {
    const run = (...args: string[]): Promise<string> => runTonewatch([...args, '--database', database.url]);

    test('are listed as JSON, without colours', async () => {
      const listed = JSON.parse(await run('incidents', 'list', '--json', '--product', 'delta')) as {
        incidents: { id: string; openedAt: string }[];
      };
      assert.deepEqual(
        listed.incidents.map(({ id, openedAt: at }) => [id, at]),
        [[ids.old, '2026-03-01T13:00:00.000Z']],
      );
      // eslint-disable-next-line no-control-regex -- colours begin with it
      assert.doesNotMatch(await run('incidents', 'list'), /\u001b/u);
    });

    test('are rated by two at once: each is noted, once', async () => {
      const rate = (rating: string) => run('incidents', 'rate', 'aaaaaaab', rating, '--note', 'n');
      const answers = await Promise.all([rate('useful'), rate('useful'), rate('irrelevant')]);
      assert.ok(answers.every((answer) => answer.startsWith('delta: ')));
      const { rows } = await database.pool.query<{ rating: string }>(
        'select rating from feedback order by id',
      );
      const said = rows.map(({ rating }) => rating);
      // Whoever says useful after irrelevant says something new.
      assert.ok(
        ['useful,irrelevant', 'irrelevant,useful', 'useful,irrelevant,useful'].includes(said.join()),
        said.join(),
      );
      const { rows: stored } = await database.pool.query('select confirmed from incidents where id = $1', [
        ids.old,
      ]);
      assert.deepEqual(stored, [{ confirmed: said.at(-1) === 'useful' }]);
    });

    test('a mistake is one line, and exit code 1', async () => {
      const failing = startTonewatch([
        'incidents',
        'rate',
        'b',
        'wrong-sentiment',
        '--database',
        database.url,
      ]);
      assert.equal(await failing.exited, 1);
      assert.match(
        failing.stderr(),
        /^tonewatch: ALERT_SETTING_INVALID: --post: [^\n]+; --label: [^\n]+\n$/u,
      );
    });
  });
});
