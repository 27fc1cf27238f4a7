import type { Pool } from 'pg';
import { inTransaction, limits } from '#shared/database/transaction.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { GAP, HISTORY } from '../detection/baseline-period.ts';
import { replay, type Replay } from '../detection/replay.ts';
import { DAY, HOUR, MINUTE } from '../detection/windows.ts';
import { loadSettings } from '../evaluation/alert-settings.ts';
import { firstMinutes } from '../evaluation/histories.ts';
import { ownerPriors } from '../evaluation/owner-sums.ts';
import { staggerOf } from '../evaluation/stagger.ts';
import { loadSeries } from './load-series.ts';
import { reconcileIncidents } from './reconcile-incidents.ts';

/** What is younger belongs to live evaluation: twice the shortest window. */
const HORIZON = 30 * MINUTE;
/** Changed history changes the baselines of so long a time after it. */
const REACH = GAP + HISTORY;
/** Days in one transaction. */
const MOST = 400 * DAY;
/** An incident that was still open is looked at again, and so is what is too young yet. */
const AGAIN_AFTER = 5 * MINUTE;
/** What came before could come back. */
const BEFORE = 7 * HOUR;

interface Due {
  readonly product_id: string;
  readonly brand: string | null;
  /** Milliseconds UTC. */
  readonly starts: number;
  readonly ends: number;
}

/**
 * Goes through the changed history of one product again, minute by minute, and brings its historical incidents up to date:
 * the same ones that live data would have made, silently. Returns false when nothing is due, or others are at it.
 *
 * @throws TonewatchError of databaseError
 */
export function replayDue(pool: Pool, now: number): Promise<boolean> {
  return inTransaction(pool, limits, async (client) => {
    const due = await lockDue(client, now);
    if (!due) return false;
    const horizon = Math.floor((now - HORIZON) / MINUTE) * MINUTE;
    const from = await beginningOf(client, due);
    const last = Math.min(due.ends + REACH, horizon);
    const to = Math.min(last, from + MOST);
    const { life } = to <= from ? { life: null } : await replayStretch(client, due, from, to, now);
    const open = life?.incident?.resolvedAt === null ? life.incident : null;
    const pendingAt = open?.pendingAt ?? life?.pendingAt ?? null;
    const goOnAt = pendingAt === null ? Math.max(to, from) : beforeMinute(pendingAt);
    // What is open since the beginning of so long a stretch does not make it begin again.
    if (to < last) await postpone(client, due.product_id, goOnAt > from ? goOnAt : to, now);
    else if (open || due.ends > horizon) await postpone(client, due.product_id, goOnAt, now + AGAIN_AFTER);
    else await client.query('delete from alert_history where product_id = $1', [due.product_id]);
    return true;
  });
}

/** Where a replay has to begin so that its first evaluation is the one at `at`, which ends a minute. */
const beforeMinute = (at: number): number => at - MINUTE;

async function lockDue(client: Queryable, now: number): Promise<Due | undefined> {
  const { rows } = await client.query<Due>(
    `select h.product_id, p.brand, extract(epoch from h.starts_at)::float8 * 1000 as starts,
       extract(epoch from h.ends_at)::float8 * 1000 as ends
     from alert_history h join products p on p.id = h.product_id
     where h.due_at <= to_timestamp($1 / 1000.0) order by h.due_at limit 1 for update of h skip locked`,
    [now],
  );
  return rows[0];
}

/** Where to begin: before an incident that is open at the start of the stretch, or could come back in it. */
async function beginningOf(client: Queryable, { product_id, starts }: Due): Promise<number> {
  const { rows } = await client.query<{ from: number | null }>(
    `select extract(epoch from min(pending_at))::float8 * 1000 as from from incidents
     where product_id = $1 and historical and pending_at < to_timestamp($2 / 1000.0)
       and (resolved_at is null or resolved_at >= to_timestamp(($2 - $3) / 1000.0))`,
    [product_id, starts, BEFORE],
  );
  const from = rows[0]?.from ?? null;
  return Math.floor(Math.min(from === null ? starts : beforeMinute(from), starts) / MINUTE) * MINUTE;
}

async function replayStretch(
  client: Queryable,
  { product_id: product, brand }: Due,
  from: number,
  to: number,
  now: number,
): Promise<Pick<Replay, 'life'>> {
  const chosen = await loadSettings(client, now);
  const { sensitivity } = chosen.ruleOf({ id: product, brand });
  const stored = await loadSeries(client, product, from - REACH - 2 * DAY, to);
  if (!stored || sensitivity === 'off') {
    await reconcileIncidents(client, { product, model: '', sensitivity, incidents: [], from, to });
    return { life: { pendingAt: null, incident: null } };
  }
  const { series, model } = stored;
  const prior = await ownerPriors(client, from - DAY, to);
  const stretches = (await chosen.exclusions([product], series.start, to)).get(product) ?? [];
  const isExcluded = (begin: number, end: number): boolean =>
    stretches.some((stretch) => stretch.from < end && stretch.to > begin);
  const firstMention = (await firstMinutes(client, [product])).get(product);
  const { incidents, life } = replay(series, {
    sensitivity,
    prior,
    isExcluded,
    from,
    to,
    stagger: staggerOf(product),
    ...(firstMention !== undefined && { firstMention }),
  });
  await reconcileIncidents(client, { product, model, sensitivity, incidents, from, to });
  return { life };
}

async function postpone(client: Queryable, product: string, from: number, until: number): Promise<void> {
  await client.query(
    `update alert_history set starts_at = to_timestamp($2 / 1000.0), due_at = to_timestamp($3 / 1000.0),
       changed_at = to_timestamp($3 / 1000.0)
     where product_id = $1`,
    [product, from, until],
  );
}
