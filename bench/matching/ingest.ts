import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { feedSchema } from '#shared/config/schema.ts';
import { createFeedReader } from '#shared/feed/feed-reader.ts';
import { readProductsFile } from '#shared/product/products-file.ts';
import { compileQueries } from '#shared/query/compile-queries.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { StreamRecord } from '#shared/stream/port.ts';
import { hashedAuthor } from '../../services/ingest/author.ts';
import { createIngestStage } from '../../services/ingest/stage.ts';
import { makeQueries } from './products.ts';

/**
 * What the ingest stage costs a post (decode, match, hash the author, encode), on the airline tweets as JSON payloads.
 * `node --import tsx bench/matching/ingest.ts [airline-tweets.csv]`
 */

const path = process.argv[2] ?? '../shared/data/airline/airline-tweets.csv';
const ROUNDS = 8;

if (!existsSync(path)) throw new Error(`${path}: not there; give the path of the airline tweets`);
const rows = parse<Record<string, string>>(readFileSync(path, 'utf8'), { columns: true });
const records: StreamRecord[] = rows.map((row, offset) => ({
  topic: 'feeds.airline',
  partition: 0,
  offset,
  key: null,
  value: Buffer.from(JSON.stringify(row)),
  timestamp: 0,
}));
const map = { id: 'tweet_id', text: 'text', author: 'name', postedAt: 'tweet_created' };
const readers = new Map([['airline', createFeedReader('airline', feedSchema.parse({ map }))]]);
const products = await readProductsFile('examples/airlines.yaml');
const airlines = products.map(({ id, query }) => ({ id, query: parseQuery(query) }));

function processorMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

const cases = [0, 10_000].map((others) => {
  const matcher = compileQueries([...airlines, ...makeQueries(others)]);
  const stage = createIngestStage({
    readers,
    matcher: () => matcher,
    author: hashedAuthor('a key for the measurement'),
  });
  return { others, stage, best: Infinity, passed: 0 };
});
for (let round = 0; round < ROUNDS; round += 1) {
  for (const each of cases) {
    const started = processorMicroseconds();
    const batch = records.map((record) => ({ value: each.stage.decode(record), record }));
    const outcomes = await each.stage.process(batch, 'live');
    each.passed = 0;
    for (const outcome of outcomes) {
      if (outcome === null || outcome instanceof Error) continue;
      each.stage.encode(outcome);
      each.passed += 1;
    }
    each.best = Math.min(each.best, processorMicroseconds() - started);
  }
}
console.table(
  cases.map(({ others, best, passed }) => ({
    products: airlines.length + others,
    posts: records.length,
    'passed on': passed,
    'µs a post': Number((best / records.length).toFixed(2)),
  })),
);
