import type { Pool, PoolClient } from 'pg';
import type { Mention } from '#shared/avro/mention.ts';
import type { Lane } from '#shared/stream/port.ts';
import { mentionColumns, postColumns, productsOf, type Columns } from './columns.ts';
import * as sql from './statements.ts';
import { byIndex, inTransaction, limits } from '#shared/database/transaction.ts';

/**
 * Writes versions of posts, at most one of each, in one transaction. Versions that neither supersede what is stored nor
 * name further products change nothing; of the others exactly the difference goes into sentiment_minutes. Any number of writers may do so at
 * the same time, also with the same posts: row locks on post_versions put them in order.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_CONFLICT, DATABASE_FAILED (nothing is stored: try again),
 * DATABASE_REJECTED (nothing is stored: one of the versions is to blame)
 */
export function writeVersions(pool: Pool, versions: readonly Mention[], lane: Lane): Promise<void> {
  return inTransaction(pool, limits + byIndex, (client) => apply(client, versions, lane));
}

async function apply(client: PoolClient, versions: readonly Mention[], lane: Lane): Promise<void> {
  const changes = versions.filter(({ change }) => change !== 'create');
  const changed = await prepare(client, changes);
  const all = versions.map((version) => changed.versions.get(version.postId) ?? version);
  const unknown = await store(client, all, changed, lane);
  if (unknown + changed.versions.size === versions.length) return;
  // Some posts are known already: a replay, mostly; now and then another writer was faster.
  const late = await prepare(
    client,
    versions.filter(({ postId }) => !changed.versions.has(postId)),
  );
  if (late.versions.size > 0) await store(client, [...late.versions.values()], late, lane);
}

/** Known posts that change, each with the version whose mentions are yet to be stored. */
interface Changed {
  readonly versions: ReadonlyMap<string, Mention>;
  /** What has yet to leave sentiment_minutes. */
  readonly removed: readonly sql.MinuteChange[];
}

/** Finds the versions that change known posts, and removes the mentions that they replace. */
async function prepare(client: PoolClient, given: readonly Mention[]): Promise<Changed> {
  const versions = new Map<string, Mention>();
  if (given.length === 0) return { versions, removed: [] };
  const { rows } = await client.query<sql.ChangedPost>(sql.change, [...postColumns(given)]);
  const known = new Map(rows.map((row) => [row.post_id, row]));
  const superseding: Mention[] = [];
  const extending: Mention[] = [];
  for (const version of given) {
    const row = known.get(version.postId);
    if (!row) continue;
    const { further: products, posted_at: postedAt } = row;
    // Alike versions share one time, whatever they say: by it the rows of the post are found again.
    const change = products ? { ...version, products, postedAt } : version;
    (products ? extending : superseding).push(change);
    versions.set(version.postId, change);
  }
  if (extending.length > 0) {
    await client.query(sql.extend, [extending.map(({ postId }) => postId), extending.map(productsOf)]);
  }
  if (superseding.length === 0) return { versions, removed: [] };
  const removed = await client.query<sql.MinuteChange>(sql.replace, [...postColumns(superseding)]);
  return { versions, removed: removed.rows };
}

async function store(
  client: PoolClient,
  versions: readonly Mention[],
  { versions: changed, removed }: Changed,
  lane: Lane,
): Promise<number> {
  const { rows } = await client.query<{ unknown: number }>(sql.store, [
    ...mentionColumns(versions),
    versions.map(({ postId }) => changed.has(postId)),
    ...changeColumns(removed),
    lane,
  ]);
  if (removed.length > 0) await client.query(sql.removeEmptyMinutes, changeColumns(removed).slice(0, 2));
  return rows[0]?.unknown ?? 0;
}

const changeColumns = (changes: readonly sql.MinuteChange[]): Columns => [
  changes.map(({ product_id }) => product_id),
  changes.map(({ minute }) => minute),
  changes.map(({ mentions }) => mentions),
  changes.map(({ negative }) => negative),
  changes.map(({ neutral }) => neutral),
  changes.map(({ positive }) => positive),
  changes.map(({ unscored }) => unscored),
  changes.map(({ score_sum }) => score_sum),
];
