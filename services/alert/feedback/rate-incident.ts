import type { Pool, PoolClient } from 'pg';
import { byIndex, inTransaction, limits } from '#shared/database/transaction.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { dropWaiting } from './drop-waiting.ts';
import { overrideLabels } from './override-labels.ts';
import type { GivenRating, Verdict } from './rating.ts';

/** Two that lock the same posts in the sink's statements and here may end each other's transaction. */
const TRIES = 5;

/** What a rating has changed. */
export interface Rated {
  readonly product: string;
  /** Whether it was noted; false: the same had been said before. */
  readonly noted: boolean;
  /** Labels of posts that were set. */
  readonly relabelled: number;
  /** Messages that will not be sent any more. */
  readonly dropped: number;
}

/**
 * Notes what people say of an incident (a full id), with all that follows, in one transaction: useful and expected keep it out of the
 * baseline, expected has nothing more sent about it, irrelevant puts it back, wrong-sentiment sets the labels of posts. The same said
 * twice changes nothing.
 *
 * @throws TonewatchError INCIDENT_UNKNOWN; ALERT_SETTING_INVALID for posts that are none of the product; of databaseError
 */
export async function rateIncident(pool: Pool, incident: string, given: GivenRating): Promise<Rated> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(pool, limits + byIndex, (client) => rate(client, incident, given));
    } catch (error) {
      const conflict = error instanceof TonewatchError && error.code === 'DATABASE_CONFLICT';
      if (!conflict || attempt === TRIES) throw error;
    }
  }
}

async function rate(client: PoolClient, incident: string, given: GivenRating): Promise<Rated> {
  const product = await lockIncident(client, incident);
  if (given.rating === 'wrong-sentiment') {
    const posts = [...new Set(given.posts)].sort();
    const relabelled = await overrideLabels(client, product, posts, given.label);
    const row = { ...given, posts, always: relabelled > 0 };
    return { product, relabelled, dropped: 0, noted: await note(client, incident, row) };
  }
  const noted = await note(client, incident, { ...given, posts: [], label: null, always: false });
  await confirm(client, incident, product, given.rating);
  const dropped = given.rating === 'expected' ? await dropWaiting(client, incident) : 0;
  return { product, relabelled: 0, dropped, noted };
}

/** In the order of the evaluation: the product, then its incident. Answers the product. */
async function lockIncident(client: PoolClient, incident: string): Promise<string> {
  const { rows } = await client.query<{ product_id: string }>(
    'select product_id from incidents where id = $1',
    [incident],
  );
  const product = rows[0]?.product_id;
  if (product === undefined) throw new TonewatchError('INCIDENT_UNKNOWN', `there is no incident ${incident}`);
  await client.query('select from alert_state where product_id = $1 for update', [product]);
  await client.query('select from incidents where id = $1 for update', [incident]);
  return product;
}

interface FeedbackRow {
  readonly rating: string;
  readonly posts: readonly string[];
  readonly label: string | null;
  readonly note: string;
  /** Also when the same was said before. */
  readonly always: boolean;
}

/** Keeps what was said, unless it is the last that was said already, of the whole or of these posts. */
async function note(
  client: PoolClient,
  incident: string,
  { rating, posts, label, note, always }: FeedbackRow,
): Promise<boolean> {
  // The time is that of now, not of the begin: it is compared with evaluations, which wait for the locks as well.
  const { rowCount } = await client.query(
    `insert into feedback (incident_id, rating, posts, label, note, created_at)
     select $1, $2, $3, $4, $5, clock_timestamp()
     where $6 or not exists (
       select from (
         select rating, label, note from feedback
         where incident_id = $1 and (rating = 'wrong-sentiment') = ($2 = 'wrong-sentiment') and posts = $3
         order by id desc limit 1
       ) last
       where (last.rating, last.note) = ($2, $5) and last.label is not distinct from $4
     )`,
    [incident, rating, posts, label, note, always],
  );
  return rowCount === 1;
}

/** Whether it stays out of the baseline; when that changes, what was learnt is out of date. */
async function confirm(
  client: PoolClient,
  incident: string,
  product: string,
  verdict: Verdict,
): Promise<void> {
  const { rows } = await client.query<{ relearn: boolean }>(
    `with before as (select coalesce(confirmed, false) as confirmed from incidents where id = $1)
     update incidents i set confirmed = $2 from before where i.id = $1
     returning before.confirmed <> $2 as relearn`,
    [incident, verdict !== 'irrelevant'],
  );
  if (rows[0]?.relearn !== true) return;
  await client.query('update alert_state set history_version = history_version + 1 where product_id = $1', [
    product,
  ]);
}
