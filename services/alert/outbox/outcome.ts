import type { Pool } from 'pg';
import { databaseError } from '#shared/database/errors.ts';

/** How a try ended. */
export type Outcome =
  | { readonly sent: true }
  /** `reason`: one line for people; `waitMs`: from now to the next try. */
  | { readonly sent: false; readonly reason: string; readonly waitMs: number };

const MOST_CHARACTERS = 500;

/**
 * Notes how try number `attempts` ended. A failure counts only while nobody else has taken the notification over; a success
 * always does. `now`: milliseconds UTC.
 *
 * @throws TonewatchError of databaseError
 */
export async function noteOutcome(
  pool: Pool,
  { id, attempts }: { readonly id: string; readonly attempts: number },
  outcome: Outcome,
  now: number,
): Promise<void> {
  try {
    if (outcome.sent) {
      await pool.query(
        `update notifications set sent_at = to_timestamp($2::float8 / 1000), claimed_until = null, last_error = null
         where id = $1 and sent_at is null`,
        [id, now],
      );
      return;
    }
    await pool.query(
      `update notifications set due_at = to_timestamp($3::float8 / 1000), claimed_until = null, last_error = $4
       where id = $1 and sent_at is null and attempts = $2`,
      [id, attempts, now + outcome.waitMs, outcome.reason.slice(0, MOST_CHARACTERS)],
    );
  } catch (error) {
    throw databaseError(error);
  }
}
