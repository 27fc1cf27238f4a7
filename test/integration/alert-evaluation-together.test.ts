import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pino from 'pino';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { openPool } from '#shared/database/open.ts';
import { Baselines } from '../../services/alert/evaluation/baselines.ts';
import { evaluateDue } from '../../services/alert/evaluation/evaluate-due.ts';
import { AlertWorld, crisis, HOUR, MINUTE, noon, usual } from '../fixtures/alert-world.ts';
import { eventually } from '../fixtures/eventually.ts';
import { startPostgres } from '../fixtures/postgres.ts';

const at = noon + 30 * MINUTE;

describe('several evaluators, and evaluations that fail', () => {
  let world: AlertWorld;
  before(async () => (world = new AlertWorld(await startPostgres())));
  after(() => world.database.stop());

  const evaluatorOf = (pool: Parameters<typeof evaluateDue>[0]) => {
    const baselines = new Baselines();
    return async (now: number): Promise<number> => {
      const evaluation = { now, round: now, baselines, holds: () => [], groupWaitMs: 0, linkBase: '' };
      let evaluated = 0;
      for (let some = 1; some > 0; evaluated += some) some = await evaluateDue(pool, evaluation);
      return evaluated;
    };
  };
  const numbered = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => `p${String(i).padStart(4, '0')}`);

  test('each product is evaluated by one of them in a round, all are, and nothing comes twice', async () => {
    const products = numbered(600);
    const angry = products.filter((_, i) => i % 20 === 0);
    await world.begin(products.map((id) => ({ id })));
    await world.addChannel('desk');
    await world.write(angry.flatMap((product) => crisis(product, noon, at)));
    const log = pino({ level: 'silent' });
    const pools = [1, 2, 3].map(() => openPool(world.database.url, 4, log));
    try {
      const evaluators = pools.flatMap((pool) => [evaluatorOf(pool), evaluatorOf(pool)]);
      for (let now = at; now < at + 4 * MINUTE; now += MINUTE) {
        const counts = await Promise.all(evaluators.map((evaluate) => evaluate(now)));
        assert.equal(
          counts.reduce((sum, count) => sum + count, 0),
          products.length,
        );
      }
    } finally {
      await Promise.all(pools.map((pool) => pool.end()));
    }
    const incidents = await world.incidents();
    assert.deepEqual(
      incidents.map(({ product }) => product),
      angry,
    );
    assert.ok(incidents.every(({ openedAt }) => openedAt === at + MINUTE));
    const told = (await world.messages()).map(({ channel, thread }) => `${channel} ${thread}`);
    assert.deepEqual(told.sort(), incidents.flatMap(({ id }) => [`desk ${id}`, `team ${id}`]).sort());
  });

  test('many products of one brand that fire under two evaluators at once are one message', async () => {
    const products = numbered(40);
    await world.begin(products.map((id) => ({ id, brand: 'Nimbus' })));
    await world.write(products.flatMap((product) => crisis(product, noon, at)));
    const other = openPool(world.database.url, 2, pino({ level: 'silent' }));
    try {
      const evaluators = [world.database.pool, other].map((pool) => evaluatorOf(pool));
      for (const now of [at, at + MINUTE]) await Promise.all(evaluators.map((evaluate) => evaluate(now)));
    } finally {
      await other.end();
    }
    const messages = await world.messages();
    assert.equal(messages.length, 1);
    assert.deepEqual(
      [...(messages[0]?.incidents ?? [])].sort(),
      (await world.incidents()).map(({ id }) => id).sort(),
    );
    assert.equal(messages[0]?.incidents.length, products.length);
  });

  test('an evaluation whose connection ends half way leaves nothing; the next one does all of it', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write([...usual('delta', noon - HOUR, noon), ...crisis('delta', noon, at)]);
    await world.evaluate(at);
    const stateBefore = await world.state('delta');
    // One more post, so that there is something to count; then the outbox is out of reach, and the evaluation stands still.
    await world.write(crisis('delta', at, at + 2 * MINUTE));
    const { pool } = world.database;
    const inTheWay = await pool.connect();
    try {
      await inTheWay.query('begin; lock table notifications in access exclusive mode');
      const failed = assert.rejects(
        world.evaluate(at + 2 * MINUTE),
        (error) => error instanceof TonewatchError && error.transient,
      );
      await eventually('the evaluation waits', async () => {
        const { rowCount } = await pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query ilike '%insert into notifications%'`,
        );
        return rowCount === 1;
      });
      await failed;
    } finally {
      await inTheWay.query('rollback');
      inTheWay.release();
    }
    assert.deepEqual([await world.incidents(), await world.told()], [[], []]);
    assert.deepEqual(await world.state('delta'), stateBefore);
    const { rowCount } = await pool.query('select from changed_hours');
    assert.ok(rowCount, 'what has changed is yet to be counted');
    await world.evaluate(at + 2 * MINUTE);
    const [incident] = await world.incidents();
    assert.equal(incident?.openedAt, at + 2 * MINUTE);
    assert.deepEqual(await world.told(), ['team opened']);
    const { rows } = await pool.query<{ k: number }>(
      'select sum(live_negative)::int as k from distinct_minutes',
    );
    assert.equal(rows[0]?.k, 2 + 21 + 1);
  });

  test('a product that somebody else evaluates is left to them, and keeps nobody waiting', async () => {
    await world.begin([{ id: 'air' }, { id: 'delta' }]);
    const other = await world.database.pool.connect();
    try {
      await other.query(`begin; select from alert_state where product_id = 'air' for update`);
      assert.equal(await world.evaluate(noon), 1);
      assert.equal((await world.state('air'))?.evaluatedAt, null);
    } finally {
      await other.query('rollback');
      other.release();
    }
    assert.equal(await world.evaluate(noon), 1, 'in the same round, and only that one');
    assert.equal((await world.state('air'))?.evaluatedAt, noon);
  });

  test('a product that was removed, or is not active, is left alone; once it is active it goes on', async () => {
    await world.begin([{ id: 'removed' }, { id: 'asleep' }, { id: 'delta' }]);
    await world.write(['removed', 'asleep', 'delta'].flatMap((product) => crisis(product, noon, at)));
    await world.pass(at, at + 2 * MINUTE, {}, MINUTE);
    assert.equal((await world.told()).length, 3);
    const { pool } = world.database;
    await pool.query(`delete from products where id = 'removed'`);
    await pool.query(`update products set active = false where id = 'asleep'`);
    await world.pass(at + 5 * MINUTE, at + 4 * HOUR);
    const ended = (await world.messages()).filter(({ event }) => event === 'resolved');
    assert.deepEqual(
      ended.map(({ facts }) => facts.incidents[0]?.product.id),
      ['delta'],
    );
    assert.deepEqual(
      (await world.incidents()).map(({ product, status }) => `${product} ${status}`),
      ['asleep firing', 'delta resolved', 'removed firing'],
    );
    await pool.query(`update products set active = true where id = 'asleep'`);
    await world.pass(at + 4 * HOUR, at + 6 * HOUR);
    assert.equal((await world.incidents())[0]?.status, 'resolved');
  });

  test('history does not take away what has become live meanwhile', async () => {
    await world.begin([{ id: 'delta' }]);
    const { pool } = world.database;
    await world.write(usual('delta', noon - 12 * HOUR, noon));
    await world.evaluate(noon);
    await pool.query(
      `insert into incidents (product_id, kind, severity, status, historical, window_length, negative, mentions, baseline_share,
         expected, tail, sensitivity, model, pending_at, opened_at, peak_negative, peak_mentions)
       values ('delta', 'tone', 'serious', 'firing', true, '1 hour', 20, 30, 0.15, 2, 0.00001, 'balanced', 'posts-cnn@1',
         to_timestamp($1 / 1000.0), to_timestamp($1 / 1000.0), 20, 30)`,
      [noon - 2 * HOUR],
    );
    await pool.query(
      `insert into alert_history (product_id, starts_at, ends_at, due_at)
       values ('delta', to_timestamp($1 / 1000.0), to_timestamp($2 / 1000.0), to_timestamp(0))
       on conflict (product_id) do update set starts_at = excluded.starts_at, due_at = excluded.due_at`,
      [noon - 3 * HOUR, noon - HOUR],
    );
    const evaluation = await pool.connect();
    try {
      await evaluation.query('begin; update incidents set historical = false');
      const replayed = world.goThroughHistory(noon);
      await eventually('history waits for the evaluation', async () => {
        const { rowCount } = await pool.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rowCount === 1;
      });
      await evaluation.query('commit');
      await replayed;
    } finally {
      evaluation.release();
    }
    assert.deepEqual(
      (await world.incidents()).map(({ historical }) => historical),
      [false],
    );
  });
});
