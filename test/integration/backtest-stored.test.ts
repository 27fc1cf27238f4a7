import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { storedCounts } from '../../services/alert/backtest/stored-counts.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';

const minute = (of: number): string => new Date(Date.UTC(2025, 2, 14, 9, of)).toISOString();

describe('the history in the database', () => {
  let database: TestPostgres;
  before(async () => {
    database = await startPostgres();
  });
  after(() => database.stop());

  test('is nothing before anything is counted', async () => {
    assert.deepEqual(await storedCounts(database.pool), []);
  });

  test('is a series of minutes a product, to the newest minute of all; shares are those of the model with most mentions', async () => {
    const rows: [product: string, minute: string, model: string, mentions: number, negative: number][] = [
      ['a', minute(0), 'old', 5, 5],
      ['a', minute(3), 'old', 2, 2],
      ['a', minute(3), 'new', 4, 1],
      ['a', minute(4), 'new', 9, 3],
      ['b', minute(2), 'old', 1, 1],
      ['b', minute(7), 'old', 2, 0],
    ];
    for (const row of rows) {
      await database.pool.query(
        `insert into distinct_minutes (product_id, minute, model, mentions, negative, live_mentions, live_negative)
         values ($1, $2, $3, $4, $5, 0, 0)`,
        row,
      );
    }
    const [a, b, ...others] = await storedCounts(database.pool);
    assert.deepEqual(others, []);
    assert.equal(a?.product, 'a');
    assert.equal(a.series.start, Date.UTC(2025, 2, 14, 9, 0));
    assert.equal(a.series.bucketMinutes, 1);
    assert.deepEqual([...a.series.mentions], [5, 0, 0, 6, 9, 0, 0, 0]);
    assert.deepEqual([...a.series.scored], [0, 0, 0, 4, 9, 0, 0, 0]);
    assert.deepEqual([...a.series.negative], [0, 0, 0, 1, 3, 0, 0, 0]);
    assert.equal(b?.product, 'b');
    assert.equal(b.series.start, Date.UTC(2025, 2, 14, 9, 2));
    assert.deepEqual([...b.series.mentions], [1, 0, 0, 0, 0, 2]);
    assert.deepEqual([...b.series.scored], [...b.series.mentions]);
  });
});
