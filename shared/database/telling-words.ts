import type { Pool } from 'pg';
import { z } from 'zod';
import { databaseError } from './errors.ts';

const rowSchema = z.object({ product: z.string(), words: z.array(z.string()) });

/**
 * By product the words that weigh most in its negative mentions, all times together; products without any are left out.
 * @param most words of a product
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_FAILED
 */
export async function tellingWords(pool: Pool, most: number): Promise<Map<string, readonly string[]>> {
  try {
    const { rows } = await pool.query(
      `select product_id as product, array_agg(word order by total desc, word) as words
       from (
         select product_id, word, sum(weight) as total,
           row_number() over (partition by product_id order by sum(weight) desc, word) as place
         from mentions, unnest(evidence, evidence_weights) as e(word, weight)
         where label = 'negative' and weight > 0
         group by product_id, word
       ) ranked
       where place <= $1
       group by product_id`,
      [most],
    );
    return new Map(
      z
        .array(rowSchema)
        .parse(rows)
        .map(({ product, words }) => [product, words]),
    );
  } catch (error) {
    throw databaseError(error);
  }
}
