import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { upsertProducts } from '#shared/database/products.ts';
import { findProposals } from '../../services/alert/feedback/find-proposals.ts';
import { proposalsText } from '../../services/alert/feedback/proposals-text.ts';
import { rateIncident } from '../../services/alert/feedback/rate-incident.ts';
import { plain } from '../../services/alert/settings/output.ts';
import { loadRules } from '../../services/alert/settings/sensitivity-rules.ts';
import { setRule } from '../../services/alert/settings/set-rule.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { storeIncident } from '../unit/alert-feedback/alert-rows.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.UTC(2026, 2, 1);
const delta = { product: 'delta', brand: null };

describe('a proposal', () => {
  let database: TestPostgres;
  /** Days before now at which an hour was bad, and how many negatives it had. */
  const peaks = new Map([
    [20, 6],
    [16, 6],
    [12, 60],
    [8, 6],
    [4, 6],
  ]);

  before(async () => {
    database = await startPostgres();
    await upsertProducts(database.pool, [
      { id: 'delta', name: 'Delta', brand: null, query: 'delta', active: true },
    ]);
    // Ten mentions an hour, one or two of them negative, for 60 days.
    await database.pool.query(
      `insert into distinct_minutes
       select 'delta', at, 'posts-cnn@1', 1, (extract(hour from at)::int % 2 = 0 and extract(minute from at) < 12 or extract(minute from at) = 30)::int, 1, 0
       from generate_series($1::timestamptz, $2::timestamptz, interval '6 minutes') as at`,
      [new Date(now - 60 * DAY), new Date(now - 6 * MINUTE)],
    );
    for (const [days, negative] of peaks) {
      const openedAt = new Date(now - days * DAY + HOUR);
      await database.pool.query(
        `update distinct_minutes set mentions = $2, negative = $2 where product_id = 'delta' and minute = $1`,
        [openedAt, negative],
      );
      const id = await storeIncident(database.pool, {
        openedAt,
        resolvedAt: new Date(openedAt.getTime() + 2 * HOUR),
      });
      const rating = negative > 20 ? 'useful' : 'irrelevant';
      await rateIncident(database.pool, id, { rating, note: '' });
    }
  });
  after(() => database.stop());

  test('comes with what going through history again raises at both settings', async () => {
    const [found, ...others] = await findProposals(database.pool, now);
    assert.ok(found);
    assert.deepEqual(others, []);
    const { scope, from, to, right, backtest } = found;
    assert.deepEqual({ scope, from, to, right }, { scope: delta, from: 'balanced', to: 'strict', right: 1 });
    assert.deepEqual(backtest.now, { rated: 5, right: 1, alerts: 5 });
    assert.ok(backtest.then.rated < 5 && backtest.then.alerts < 5, 'some of the irrelevant ones are gone');
    assert.equal(backtest.then.right, 1, 'the useful one is not');
    const { rated } = backtest.then;
    assert.equal(
      proposalsText([found], plain),
      `Proposal for product delta: balanced → strict
  Ratings    1 of 5 alerts was right (20 %)
  Backtest   of these, balanced raises 5 (1 right) again, and strict ${rated} (1 right)
  28 days    balanced raises 5 alerts, and strict ${backtest.then.alerts}
  To accept  tonewatch alerts rules set --sensitivity strict --product delta
`,
    );
  });

  test('is of the product that is asked for, and of what was rated in the last 90 days', async () => {
    assert.equal((await findProposals(database.pool, now, 'delta')).length, 1);
    assert.deepEqual(await findProposals(database.pool, now, 'united'), []);
    assert.deepEqual(await findProposals(database.pool, now + 80 * DAY), [], 'but one is older');
  });

  test('changes nothing by itself; once it is accepted, it is none any more', async () => {
    assert.equal((await loadRules(database.pool)).general.sensitivity, 'balanced');
    await setRule(database.pool, delta, 'strict');
    assert.deepEqual(await findProposals(database.pool, now), []);
  });
});
