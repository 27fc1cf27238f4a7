import type { Pool, PoolClient } from 'pg';
import type { Mention } from '#shared/avro/mention.ts';
import { mentionColumns, postColumns, versionColumns, type Columns } from './columns.ts';
import * as sql from './statements.ts';
import { inTransaction } from './transaction.ts';

/**
 * Writes versions of posts, at most one of each, in one transaction. Versions that do not supersede what is stored
 * change nothing; of the others exactly the difference goes into sentiment_minutes. Any number of writers may do so at
 * the same time, also with the same posts: row locks on post_versions put them in order.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_CONFLICT, DATABASE_FAILED (nothing is stored: try again),
 * DATABASE_REJECTED (nothing is stored: one of the versions is to blame)
 */
export function writeVersions(pool: Pool, versions: readonly Mention[]): Promise<void> {
  return inTransaction(pool, sql.settings, (client) => apply(client, versions));
}

async function apply(client: PoolClient, versions: readonly Mention[]): Promise<void> {
  const changes = versions.filter(({ change }) => change !== 'create');
  const replaced = await replace(client, changes);
  const unknown = await store(client, versions, replaced);
  if (unknown + replaced.posts.size === versions.length) return;
  // Some posts are known already: a replay, mostly; now and then another writer was faster.
  const late = await replace(
    client,
    versions.filter(({ postId }) => !replaced.posts.has(postId)),
  );
  if (late.posts.size > 0) {
    await store(
      client,
      versions.filter(({ postId }) => late.posts.has(postId)),
      late,
    );
  }
}

/** Posts whose old version is gone from mentions, and what has yet to leave sentiment_minutes. */
interface Replaced {
  readonly posts: ReadonlySet<string>;
  readonly changes: readonly sql.MinuteChange[];
}

async function replace(client: PoolClient, versions: readonly Mention[]): Promise<Replaced> {
  if (versions.length === 0) return { posts: new Set(), changes: [] };
  const superseded = await client.query<{ post_id: string }>(sql.supersede, [...versionColumns(versions)]);
  const posts = new Set(superseded.rows.map(({ post_id }) => post_id));
  if (posts.size === 0) return { posts, changes: [] };
  const newer = versions.filter(({ postId }) => posts.has(postId));
  const { rows } = await client.query<sql.MinuteChange>(sql.replace, [...postColumns(newer)]);
  return { posts, changes: rows };
}

async function store(
  client: PoolClient,
  versions: readonly Mention[],
  { posts, changes }: Replaced,
): Promise<number> {
  const { rows } = await client.query<{ unknown: number }>(sql.store, [
    ...mentionColumns(versions),
    versions.map(({ postId }) => posts.has(postId)),
    ...changeColumns(changes),
  ]);
  if (changes.length > 0) await client.query(sql.removeEmptyMinutes, changeColumns(changes).slice(0, 2));
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
