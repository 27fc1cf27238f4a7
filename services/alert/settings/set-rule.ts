import type { Pool } from 'pg';
import type { Queryable } from '../counting/changed-hours.ts';
import type { RuleScope, RuleSensitivity } from './sensitivity-rules.ts';

/**
 * Sets how much it takes to raise an alert for a product, a brand or all. Alerts go on from where they were: what was posted
 * before counts as it did, except after `off`, when only what is posted from now on raises one.
 */
export async function setRule(
  client: Queryable,
  { product, brand }: RuleScope,
  sensitivity: RuleSensitivity,
): Promise<void> {
  await client.query(
    `with held as (
       select sensitivity, activated_at from alert_rules
       where (product_id is null or product_id = $1)
         and (brand is null or brand = coalesce($2, (select brand from products where id = $1)))
       order by product_id is null, brand is null limit 1
     )
     insert into alert_rules (product_id, brand, sensitivity, activated_at)
     values ($1, $2, $3, case
       when exists (select from held where held.sensitivity = 'off') and $3 <> 'off' then now()
       else coalesce((select activated_at from held), now())
     end)
     on conflict (coalesce(product_id, ''), coalesce(brand, '')) do update
       set sensitivity = excluded.sensitivity, activated_at = excluded.activated_at`,
    [product, brand, sensitivity],
  );
}

/** Removes the rule of a product or a brand; returns whether there was one. */
export async function removeRule(pool: Pool, { product, brand }: RuleScope): Promise<boolean> {
  const { rowCount } = await pool.query(
    'delete from alert_rules where product_id is not distinct from $1 and brand is not distinct from $2 and num_nonnulls(product_id, brand) = 1',
    [product, brand],
  );
  return rowCount === 1;
}
