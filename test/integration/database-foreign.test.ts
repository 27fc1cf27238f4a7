import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { loadConfig } from '#shared/config/load.ts';
import { openDatabase } from '#shared/database/open.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { startPostgres } from '../fixtures/postgres.ts';

const log = pino({ level: 'silent' });
const configFor = (url: string) => loadConfig({ overrides: { database: { url } } });

test('a server that is not there: DATABASE_UNREACHABLE, without the password', async () => {
  await assert.rejects(openDatabase(configFor('postgres://me:secret@127.0.0.1:1/nothing'), log), (error) => {
    assert.ok(error instanceof TonewatchError);
    assert.equal(error.code, 'DATABASE_UNREACHABLE');
    assert.match(error.message, /postgres:\/\/me:\*\*\*@127\.0\.0\.1:1\/nothing/u);
    assert.doesNotMatch(error.message, /secret/u);
    return true;
  });
});

test('wrong credentials and missing rights are told as what they are', async () => {
  const database = await startPostgres();
  try {
    const wrong = database.url.replace(/:[^:@]*@/u, ':wrong@');
    await assert.rejects(openDatabase(configFor(wrong), log), { code: 'DATABASE_UNREACHABLE' });
    await database.pool.query('create schema elsewhere');
    await database.pool.query('alter role tonewatch set search_path = missing');
    await assert.rejects(openDatabase(configFor(database.url), log), { code: 'DATABASE_FAILED' });
    await database.pool.query('alter role tonewatch set search_path = elsewhere');
    const other = await openDatabase(configFor(database.url), log);
    const { rows } = await other.pool.query<{ schema: string }>(
      `select schemaname as schema from pg_tables where tablename = 'sentiment_minutes' order by 1`,
    );
    assert.deepEqual(rows, [{ schema: 'elsewhere' }, { schema: 'public' }]);
    await other.close();
  } finally {
    await database.stop();
  }
});
