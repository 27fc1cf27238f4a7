import type { PoolClient } from 'pg';

/**
 * Until the transaction ends, nobody else decides what is sent through this channel: two that counted at once would send
 * twice the daily cap, or make two digests.
 */
export async function lockChannel(client: PoolClient, channel: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('tonewatch outbox ' || $1, 0))`, [
    channel,
  ]);
}
