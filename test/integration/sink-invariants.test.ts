/**
 * The sink against a model that could not be simpler: of every post the newest version counts, with the products of all
 * that are alike. Whatever the order of
 * versions, the batches, the replays and the number of writers, the tables end up the same.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Pool } from 'pg';
import type { Mention } from '#shared/avro/mention.ts';
import type { Change } from '#shared/avro/post.ts';
import { recountDifferences } from '#shared/database/recount.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { sinkStage } from '../../services/sink/stage.ts';
import { inputsOf, mentionOf, sentimentOf } from '../fixtures/mentions.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';

const productIds = ['delta', 'united', 'quoted "x", \\ {y}'];
/** Both sides of minutes, months, and of the range that has partitions by month. */
const times = [
  Date.UTC(2026, 1, 28, 23, 59, 59, 999),
  Date.UTC(2026, 2, 1),
  Date.UTC(2026, 2, 1, 0, 0, 59, 999),
  Date.UTC(2026, 2, 1, 0, 1),
  Date.UTC(1999, 11, 31, 23, 59, 59, 999),
  Date.UTC(2100, 0, 1),
  Date.UTC(1883, 5, 1, 12, 30, 30), // time zones had odd seconds then
];

interface Row {
  product_id: string;
  post_id: string;
  posted_at: number;
  text: string;
  label: string | null;
  negative: string | null;
}

/** What mentions must hold after these versions, in the order in which they arrived. */
function expected(arrived: readonly Mention[]): Row[] {
  const rows: Row[] = [];
  for (const postId of new Set(arrived.map((mention) => mention.postId))) {
    const versions = arrived.filter((mention) => mention.postId === postId);
    if (versions.some(({ change }) => change === 'delete')) continue;
    const rank = ({ revision, change }: Mention): number => revision * 2 + (change === 'edit' ? 1 : 0);
    const newest = Math.max(...versions.map(rank));
    const alike = versions.filter((version) => rank(version) === newest);
    const [winner] = alike;
    if (!winner) continue;
    for (const product_id of new Set(alike.flatMap(({ products }) => products))) {
      rows.push({
        product_id,
        post_id: postId,
        posted_at: winner.postedAt,
        text: winner.text,
        label: winner.sentiment?.label ?? null,
        negative: winner.sentiment?.negative.toFixed(6) ?? null,
      });
    }
  }
  return rows.sort(byKey);
}

const byKey = (a: Row, b: Row): number =>
  a.post_id < b.post_id || (a.post_id === b.post_id && a.product_id < b.product_id) ? -1 : 1;

async function stored(pool: Pool): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `select product_id, post_id, (extract(epoch from posted_at) * 1000)::float8 as posted_at, text, label, negative
     from mentions`,
  );
  return rows.sort(byKey);
}

interface Shape {
  readonly post: number;
  readonly change: Change;
  readonly revision: number;
  readonly time: number;
  readonly products: readonly string[];
}

const shape: fc.Arbitrary<Shape> = fc.record({
  post: fc.nat(5),
  change: fc.oneof(
    { weight: 4, arbitrary: fc.constant<Change>('create') },
    { weight: 3, arbitrary: fc.constant<Change>('edit') },
    { weight: 1, arbitrary: fc.constant<Change>('delete') },
  ),
  revision: fc.nat(4),
  time: fc.nat(times.length - 1),
  products: fc.array(fc.constantFrom(...productIds), { maxLength: 4 }),
});

/** Versions that are alike say the same, but for the products: these depend on what was watched when they came. */
function versionOf({ post, change, revision, time, products }: Shape): Mention {
  const postedAt = times[time] ?? 0;
  const content = Math.abs(postedAt + revision + post) % 1_000;
  return mentionOf({
    postId: `x:${String(post)}`,
    change,
    postedAt,
    revision: postedAt + revision,
    products: change === 'delete' ? [] : products,
    text: `${change} ${String(content)}`,
    sentiment: sentimentOf(content),
  });
}

/** One time for all versions of a post, as on a real platform. */
const consistent = (one: Shape): Shape => ({ ...one, time: one.post % times.length });

/** Cuts a list into batches of the given sizes. */
function batches<T>(list: readonly T[], sizes: readonly number[]): T[][] {
  const cut: T[][] = [];
  for (let from = 0; from < list.length;) {
    const size = sizes[cut.length % sizes.length] ?? 1;
    cut.push(list.slice(from, from + size));
    from += size;
  }
  return cut;
}

describe('the sink, whatever arrives in whatever order', () => {
  let database: TestPostgres;
  const write = async (list: readonly Mention[]): Promise<void> => {
    await sinkStage(database.pool, { maxBatch: 2_000, lingerMs: 0, partitionsAhead: 1 }).process(
      inputsOf(list),
      'live',
    );
  };
  const empty = async (): Promise<void> => {
    await database.pool.query(
      'delete from mentions; delete from post_versions; delete from sentiment_minutes',
    );
  };
  before(async () => {
    database = await startPostgres();
  });
  after(() => database.stop());
  beforeEach(empty);

  test('one writer, any batches, with replays from the start', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(shape, { minLength: 1, maxLength: 25 }),
        sizes,
        fc.nat(25),
        async (shapes, batchSizes, replayed) => {
          await empty();
          const versions = shapes.map(versionOf);
          for (const batch of batches(versions, batchSizes)) await write(batch);
          assert.deepEqual(await stored(database.pool), expected(versions));
          assert.deepEqual(await recountDifferences(database.pool), []);
          for (const batch of batches(versions.slice(0, replayed), batchSizes)) await write(batch);
          assert.deepEqual(await stored(database.pool), expected(versions), 'a replay changes nothing');
          assert.deepEqual(await recountDifferences(database.pool), []);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('two writers at once, each with versions of the same posts in an order of its own', async () => {
    const writeUntilDone = async (list: readonly Mention[]): Promise<void> => {
      for (const batch of batches(list, [3, 1, 6])) {
        for (;;) {
          try {
            await write(batch);
            break;
          } catch (error) {
            if (!(error instanceof TonewatchError) || !error.transient) throw error;
          }
        }
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(shape, { minLength: 5, maxLength: 30 })
          .chain((shapes) =>
            fc.tuple(fc.constant(shapes), fc.shuffledSubarray(shapes, { minLength: shapes.length })),
          ),
        async ([first, second]) => {
          await empty();
          const one = first.map(consistent).map(versionOf);
          const other = second.map(consistent).map(versionOf);
          await Promise.all([writeUntilDone(one), writeUntilDone(other)]);
          assert.deepEqual(await stored(database.pool), expected(one));
          assert.deepEqual(await recountDifferences(database.pool), []);
        },
      ),
      { numRuns: 40 },
    );
  });
});
