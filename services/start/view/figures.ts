import type { Pool } from 'pg';
import { z } from 'zod';
import { databaseError } from '#shared/database/errors.ts';
import { latestIncidents } from '#shared/database/latest-incidents.ts';
import { sum } from './charts.ts';
import { noCounts, type Counts, type ProductView, type ViewState } from './state.ts';

/** The part of the view that comes from PostgreSQL. */
export type StoredFigures = Pick<ViewState, 'products' | 'hiddenProducts' | 'latestNegative' | 'incident'> & {
  /** End of the newest minute, milliseconds UTC; null before the first mention. */
  readonly eventTime: number | null;
  readonly mentions: number;
  readonly unscored: number;
};

const QUARTERS = 96;

// The clock is that of rolling_sentiment. Quarter 0 is the newest.
const quartersSql = `
  with clock as (
    select least(now(), max(minute) + interval '1 minute') as ends from sentiment_minutes having max(minute) is not null
  ),
  recent as (
    select m.product_id, floor(extract(epoch from ends - interval '1 minute' - m.minute) / 900)::int as quarter,
      sum(m.mentions)::int as mentions, sum(m.negative)::int as negative, sum(m.neutral)::int as neutral,
      sum(m.positive)::int as positive
    from clock join sentiment_minutes m on m.minute >= ends - interval '24 hours' and m.minute < ends
    group by 1, 2
  ),
  busiest as (
    select p.id, p.name, count(*) over ()::int as of
    from products p
    left join (select product_id, sum(mentions) as mentions from recent group by 1) r on r.product_id = p.id
    where p.active
    order by coalesce(r.mentions, 0) desc, p.id
    limit $1
  )
  select extract(epoch from c.ends) * 1000 as "endsAt", b.of, b.id, b.name, r.quarter, r.mentions, r.negative,
    r.neutral, r.positive
  from busiest b left join clock c on true left join recent r on r.product_id = b.id and r.quarter between 0 and ${QUARTERS - 1}
  order by b.name, b.id`;

const latestSql = `
  select b.name as product, m.text, extract(epoch from m.posted_at) * 1000 as "postedAt"
  from (select id, name from products where id = any($1)) b
  cross join lateral (
    select text, posted_at from mentions
    where product_id = b.id and label = 'negative' and posted_at <= $2 and posted_at > $2 - interval '1 hour'
    order by posted_at desc limit 1
  ) m
  order by m.posted_at desc limit 1`;

const totalsSql =
  'select coalesce(sum(mentions), 0) as mentions, coalesce(sum(unscored), 0) as unscored from sentiment_minutes';

const nullable = z.number().nullable();
const rowSchema = z.object({
  endsAt: z.coerce.number().nullable(),
  of: z.number(),
  id: z.string(),
  name: z.string(),
  quarter: nullable,
  mentions: nullable,
  negative: nullable,
  neutral: nullable,
  positive: nullable,
});
type Row = z.infer<typeof rowSchema>;
const latestSchema = z.object({ product: z.string(), text: z.string(), postedAt: z.coerce.number() });
const totalsSchema = z.object({ mentions: z.coerce.number(), unscored: z.coerce.number() });

/** What the live view shows of the database: the busiest `room` products of the last day of event time, by name. */
export async function storedFigures(pool: Pool, room: number): Promise<StoredFigures> {
  try {
    const rows = z.array(rowSchema).parse((await pool.query(quartersSql, [room])).rows);
    const endsAt = rows[0]?.endsAt ?? null;
    const ids = [...new Set(rows.map(({ id }) => id))];
    const latest =
      endsAt === null
        ? []
        : z.array(latestSchema).parse((await pool.query(latestSql, [ids, new Date(endsAt)])).rows);
    const totals = totalsSchema.parse((await pool.query(totalsSql)).rows[0]);
    return {
      eventTime: endsAt,
      products: ids.map((id) => productOf(rows.filter((row) => row.id === id))),
      hiddenProducts: (rows[0]?.of ?? 0) - ids.length,
      latestNegative: latest[0] ?? null,
      incident: (await latestIncidents(pool, 1))[0] ?? null,
      ...totals,
    };
  } catch (error) {
    throw databaseError(error);
  }
}

function productOf(rows: readonly Row[]): ProductView {
  const quarters: Counts[] = Array.from({ length: QUARTERS }, () => noCounts);
  for (const { quarter, mentions, negative, neutral, positive } of rows) {
    if (quarter === null) continue;
    quarters[QUARTERS - 1 - quarter] = {
      mentions: mentions ?? 0,
      negative: negative ?? 0,
      neutral: neutral ?? 0,
      positive: positive ?? 0,
    };
  }
  return {
    name: rows[0]?.name ?? '',
    lastHour: quarters.slice(-4).reduce(sum, noCounts),
    hourBefore: quarters.slice(-8, -4).reduce(sum, noCounts),
    lastDay: quarters.reduce(sum, noCounts),
    quarters,
  };
}
