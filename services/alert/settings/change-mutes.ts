import type { Pool } from 'pg';
import { inTransaction } from '#shared/database/transaction.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { loadKnownNames, settingInvalid, unknownNames } from './setting-invalid.ts';
import type { Mute } from './stored-mutes.ts';

/**
 * Stores a mute; returns its id.
 *
 * @throws TonewatchError ALERT_SETTING_INVALID for a product or a brand that is not there; of databaseError
 */
export function addMute(pool: Pool, mute: Omit<Mute, 'id'>): Promise<number> {
  const { product, brand, startsAt, endsAt, campaign, reason } = mute;
  return inTransaction(pool, '', async (client) => {
    const problems = unknownNames(await loadKnownNames(client), {
      products: product === null ? [] : [product],
      brands: brand === null ? [] : [brand],
    });
    if (problems.length > 0) throw settingInvalid(problems);
    const { rows } = await client.query<{ id: number }>(
      `insert into alert_mutes (product_id, brand, starts_at, ends_at, campaign, reason)
       values ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000), $5, $6) returning id::float8`,
      [product, brand, startsAt, endsAt, campaign, reason],
    );
    if (campaign) await relearn(client, { product, brand });
    return rows[0]?.id ?? 0;
  });
}

/** What `endMute` has done. */
export type EndedMute = 'removed' | 'ended';

/**
 * Ends a mute. A campaign that has begun ends now, and what was of it stays out of the baseline; anything else is removed, a
 * campaign that was over too: it is in the baseline again.
 *
 * @throws TonewatchError ALERT_SETTING_INVALID when there is none; of databaseError
 */
export function endMute(pool: Pool, id: number): Promise<EndedMute> {
  return inTransaction(pool, '', async (client) => {
    const ended = await client.query(
      `update alert_mutes set ends_at = now() where id = $1 and campaign and starts_at < now() and ends_at > now()`,
      [id],
    );
    if (ended.rowCount === 1) return 'ended';
    const { rows } = await client.query<{ product: string | null; brand: string | null; campaign: boolean }>(
      'delete from alert_mutes where id = $1 returning product_id as product, brand, campaign',
      [id],
    );
    const [removed] = rows;
    if (!removed) throw settingInvalid([`ID: there is no mute ${id}; \`tonewatch alerts mutes\` lists them`]);
    if (removed.campaign) await relearn(client, removed);
    return 'removed';
  });
}

/** What was learnt with a campaign, or without it, is out of date. */
async function relearn(
  client: Queryable,
  { product, brand }: { readonly product: string | null; readonly brand: string | null },
): Promise<void> {
  await client.query(
    `update alert_state set history_version = history_version + 1 where product_id in (
       select product_id from alert_state where product_id = $1 or product_id in (select id from products where brand = $2)
       order by product_id for update
     )`,
    [product, brand],
  );
}
