import { compileQueries } from '#shared/query/compile-queries.ts';
import type { QueryDocument } from '#shared/query/query.ts';
import { makePosts, makeQueries } from './products.ts';

/**
 * What it costs to match one post, by the number of products. `node --import tsx bench/matching/run.ts`
 *
 * Every round measures all sizes one after the other, in processor time, and the best round of each counts.
 */

const SIZES = [10, 100, 1_000, 10_000];
const POSTS = 5_000;
const ROUNDS = 12;

/** Processor time of this process so far: what else runs on the machine disturbs it less than the clock. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const queries = makeQueries(Math.max(...SIZES));
const cases = SIZES.map((products) => {
  const started = processorMs();
  const matcher = compileQueries(queries.slice(0, products));
  const compileMs = processorMs() - started;
  const posts: QueryDocument[] = makePosts(POSTS, products).map((text) => ({
    text,
    platform: 'x',
    language: 'en',
    author: 'someone',
    url: null,
  }));
  return { products, matcher, posts, compileMs, bestMs: Infinity, matched: 0 };
});

for (let round = 0; round < ROUNDS; round += 1) {
  for (const each of cases) {
    const started = processorMs();
    let matched = 0;
    for (const post of each.posts) if (each.matcher.match(post).length > 0) matched += 1;
    each.bestMs = Math.min(each.bestMs, processorMs() - started);
    each.matched = matched;
  }
}

const base = cases[0]?.bestMs ?? 1;
console.table(
  cases.map(({ products, compileMs, bestMs, matched }) => ({
    products,
    'compiled in ms': Math.round(compileMs),
    'posts matched': `${((100 * matched) / POSTS).toFixed(1)} %`,
    'µs a post': Number(((1000 * bestMs) / POSTS).toFixed(2)),
    'posts/s': Math.round((1000 * POSTS) / bestMs),
    'against 10 products': Number((bestMs / base).toFixed(2)),
  })),
);
