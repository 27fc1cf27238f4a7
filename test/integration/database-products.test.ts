import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { listProducts, productsVersion, upsertProducts } from '#shared/database/products.ts';
import { productTotals, rollingSentiment } from '#shared/database/sentiment-summary.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';

const delta = { id: 'delta', name: 'Delta', brand: null, query: '"delta air lines"', active: true };
const united = { id: 'united', name: 'United', brand: 'United Airlines', query: '@united', active: true };

describe('products in PostgreSQL', () => {
  let database: TestPostgres;
  before(async () => {
    database = await startPostgres();
  });
  after(() => database.stop());
  beforeEach(() => database.pool.query('truncate products'));

  test('what was stored is listed, by id', async () => {
    await upsertProducts(database.pool, [united, delta]);
    assert.deepEqual(await listProducts(database.pool), [delta, united]);
  });

  test('a product whose id is there is brought up to date; others stay', async () => {
    await upsertProducts(database.pool, [united, delta]);
    await upsertProducts(database.pool, [{ ...delta, query: 'delta', active: false }]);
    assert.deepEqual(await listProducts(database.pool), [
      { ...delta, query: 'delta', active: false },
      united,
    ]);
  });

  test('of several products with one id, the last counts', async () => {
    await upsertProducts(database.pool, [delta, { ...delta, name: 'Delta Air Lines' }]);
    assert.deepEqual(await listProducts(database.pool), [{ ...delta, name: 'Delta Air Lines' }]);
  });

  test('the version changes with every change, also one made by hand, and with nothing else', async () => {
    const seen = new Set<string>();
    const changed = async (): Promise<boolean> => {
      const version = await productsVersion(database.pool);
      return seen.size !== seen.add(version).size;
    };
    assert.equal(await changed(), true);
    assert.equal(await changed(), false);
    await upsertProducts(database.pool, [united, delta]);
    assert.equal(await changed(), true);
    await upsertProducts(database.pool, [united, delta]);
    assert.equal(await changed(), false, 'storing the same again is no change');
    await database.pool.query(`update products set query = 'x' where id = 'delta'`);
    assert.equal(await changed(), true);
    await database.pool.query(`delete from products where id = 'delta'`);
    assert.equal(await changed(), true);
  });

  test('products without mentions have totals of zero and a row for each window', async () => {
    await upsertProducts(database.pool, [delta]);
    const none = { mentions: 0, negative: 0, neutral: 0, positive: 0, unscored: 0 };
    assert.deepEqual(await productTotals(database.pool), [{ product: 'delta', name: 'Delta', ...none }]);
    const rolling = await rollingSentiment(database.pool);
    assert.deepEqual(
      rolling.map(({ product, windowMinutes, mentions, netSentiment }) => [
        product,
        windowMinutes,
        mentions,
        netSentiment,
      ]),
      [15, 60, 360, 1440].map((minutes) => ['delta', minutes, 0, null]),
    );
  });
});
