import type { Pool } from 'pg';
import { z } from 'zod';
import { databaseError } from './errors.ts';

const totalsSchema = z.object({
  product: z.string(),
  name: z.string(),
  mentions: z.number(),
  negative: z.number(),
  neutral: z.number(),
  positive: z.number(),
  unscored: z.number(),
});
/** Mentions of one product over all time. */
export type ProductTotals = z.infer<typeof totalsSchema>;

const rollingSchema = z.object({
  product: z.string(),
  name: z.string(),
  windowMinutes: z.number(),
  windowEnd: z.date(),
  mentions: z.number(),
  negative: z.number(),
  neutral: z.number(),
  positive: z.number(),
  unscored: z.number(),
  negativeShare: z.number().nullable(),
  netSentimentPolar: z.number().nullable(),
  netSentiment: z.number().nullable(),
  meanScore: z.number().nullable(),
  previousMentions: z.number(),
  negativeShareChange: z.number().nullable(),
  netSentimentChange: z.number().nullable(),
});
/** One row of the view rolling_sentiment; see docs/database.md. Ratios are null where they would divide by zero. */
export type RollingSentiment = z.infer<typeof rollingSchema>;

/**
 * What each product has been mentioned so far, by id; products without mentions with zeros.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_FAILED
 */
export async function productTotals(pool: Pool): Promise<ProductTotals[]> {
  try {
    const { rows } = await pool.query(
      `select p.id as product, p.name,
         coalesce(sum(m.mentions), 0)::float8 as mentions,
         coalesce(sum(m.negative), 0)::float8 as negative,
         coalesce(sum(m.neutral), 0)::float8 as neutral,
         coalesce(sum(m.positive), 0)::float8 as positive,
         coalesce(sum(m.unscored), 0)::float8 as unscored
       from products p
       left join sentiment_minutes m on m.product_id = p.id
       group by p.id
       order by p.id`,
    );
    return z.array(totalsSchema).parse(rows);
  } catch (error) {
    throw databaseError(error);
  }
}

/**
 * The view rolling_sentiment as it is now, by product and rising window.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_FAILED
 */
export async function rollingSentiment(pool: Pool): Promise<RollingSentiment[]> {
  try {
    const { rows } = await pool.query(
      `select product_id as product, name,
         (extract(epoch from window_length) / 60)::float8 as "windowMinutes", window_end as "windowEnd",
         mentions::float8, negative::float8, neutral::float8, positive::float8, unscored::float8,
         negative_share::float8 as "negativeShare",
         net_sentiment_polar::float8 as "netSentimentPolar",
         net_sentiment::float8 as "netSentiment",
         mean_score::float8 as "meanScore",
         previous_mentions::float8 as "previousMentions",
         negative_share_change::float8 as "negativeShareChange",
         net_sentiment_change::float8 as "netSentimentChange"
       from rolling_sentiment
       order by product_id, window_length`,
    );
    return z.array(rollingSchema).parse(rows);
  } catch (error) {
    throw databaseError(error);
  }
}
