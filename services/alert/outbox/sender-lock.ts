import type { PoolClient } from 'pg';

/** For transactions of senders: nobody is waited for without end, nor waits for a process that has stopped in the middle. */
export const settings = `
set local lock_timeout = '20s';
set local statement_timeout = '60s';
set local idle_in_transaction_session_timeout = '60s'`;

/**
 * Until the transaction ends, nobody else decides what is sent through this channel: two that counted at once would send
 * twice the daily cap, or make two digests.
 */
export async function lockChannel(client: PoolClient, channel: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('tonewatch outbox ' || $1, 0))`, [
    channel,
  ]);
}
