import type { Queryable } from '../counting/changed-hours.ts';
import type { SharePrior } from '../detection/history.ts';
import { ownerPrior, type ProductSums } from '../detection/owner-prior.ts';
import { DAY } from '../detection/windows.ts';

/** So many products say enough of what is usual for an owner. */
const PRODUCTS = 100;
const FROM_DAYS = 29;
const TO_DAYS = 1;

interface Row {
  readonly product_id: string;
  readonly day: number;
  readonly mentions: number;
  readonly negative: number;
}

/**
 * What the owner's products say of the share of a new one, at any moment between two (milliseconds UTC): from the 28 days
 * that end a day before the day of the moment.
 */
export async function ownerPriors(
  client: Queryable,
  from: number,
  to: number,
): Promise<(at: number) => SharePrior> {
  const { rows } = await client.query<Row>(
    `select product_id, floor(extract(epoch from minute) / 86400)::float8 as day,
       sum(mentions)::float8 as mentions, sum(negative)::float8 as negative
     from distinct_minutes
     where product_id in (select id from products order by id limit $3)
       and minute >= to_timestamp($1) and minute < to_timestamp($2)
     group by 1, 2`,
    [(dayOf(from) - FROM_DAYS) * (DAY / 1_000), (dayOf(to) + 1) * (DAY / 1_000), PRODUCTS],
  );
  const known = new Map<number, SharePrior>();
  return (at) => {
    const day = dayOf(at);
    let prior = known.get(day);
    if (!prior) known.set(day, (prior = priorOn(day, rows)));
    return prior;
  };
}

const dayOf = (time: number): number => Math.floor(time / DAY);

function priorOn(day: number, rows: readonly Row[]): SharePrior {
  const sums = new Map<string, { mentions: number; negative: number }>();
  for (const row of rows) {
    if (row.day < day - FROM_DAYS || row.day >= day - TO_DAYS) continue;
    const sum = sums.get(row.product_id) ?? { mentions: 0, negative: 0 };
    sum.mentions += row.mentions;
    sum.negative += row.negative;
    sums.set(row.product_id, sum);
  }
  return ownerPrior(sums.values() satisfies Iterable<ProductSums>);
}
