import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inTransaction } from '#shared/database/transaction.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';

describe('a transaction', () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
    await postgres.pool.query('create table kept (value int)');
  });
  after(() => postgres.stop());

  const kept = async (): Promise<number> =>
    (await postgres.pool.query('select value from kept')).rowCount ?? 0;

  for (const moment of ['while a statement runs', 'between two statements'] as const) {
    test(`whose connection is lost ${moment} stores nothing and fails alone`, async () => {
      const lost = inTransaction(postgres.pool, '', async (client) => {
        await client.query('insert into kept values (1)');
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        const asleep = moment === 'while a statement runs' ? client.query('select pg_sleep(20)') : null;
        const ended = new Promise((resolve) => client.once('end', resolve));
        await Promise.all([asleep, postgres.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])]);
        await ended;
        await client.query('insert into kept values (2)');
      });
      await assert.rejects(lost, { code: 'DATABASE_UNREACHABLE' });
      assert.equal(await kept(), 0);
      await inTransaction(postgres.pool, '', (client) => client.query('select 1'));
    });
  }
});
