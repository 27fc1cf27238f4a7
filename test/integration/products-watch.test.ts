import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pino } from 'pino';
import { upsertProducts } from '#shared/database/products.ts';
import type { Product } from '#shared/product/product.ts';
import { watchProducts, type ProductsWatch } from '../../services/ingest/products-watch.ts';
import { eventually } from '../fixtures/eventually.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';

const logged: string[] = [];
const log = pino({ level: 'info' }, { write: (line) => void logged.push(line) });
const product = (id: string, query: string, active = true): Product => ({
  id,
  name: id,
  brand: null,
  query,
  active,
});
const post = { text: 'my lamp and my bike', platform: 'x', language: null, author: null, url: null };
const matched = (watch: ProductsWatch): string => watch.matcher().match(post).join(' ');

let database: TestPostgres;
before(async () => {
  database = await startPostgres();
});
after(() => database.stop());

test('products are matched as the database has them, from the next look on', async () => {
  await upsertProducts(database.pool, [
    product('lamp', 'lamp'),
    product('broken', 'lamp AND ('),
    product('off', 'lamp', false),
  ]);
  const watch = await watchProducts(database.pool, log, 100);
  try {
    assert.equal(matched(watch), 'lamp');
    assert.match(logged.join(''), /"product":"broken","code":"QUERY_SYNTAX"/u);

    await upsertProducts(database.pool, [product('bike', 'bike'), product('off', 'lamp')]);
    await eventually('two more products', () => matched(watch) === 'bike lamp off');

    await database.pool.query(`delete from products where id = 'lamp'`);
    await eventually('one less', () => matched(watch) === 'bike off');
  } finally {
    await watch.close();
  }
});
