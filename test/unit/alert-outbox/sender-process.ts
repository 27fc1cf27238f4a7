/** A process that sends what is in the outbox of a database through webhooks `a`, `b`, … until it is killed or stopped. */
import { createLog } from '#shared/telemetry/log.ts';
import { openPool } from '#shared/database/open.ts';
import { startSending } from '../../../services/alert/outbox/start-sending.ts';
import { channel } from './outbox-rows.ts';

const [databaseUrl = '', receiverUrl = '', names = '', leaseMs = ''] = process.argv.slice(2);
const log = createLog('error');
const channels = names.split(',').map((name) => channel(name, `${receiverUrl}/${name}`));
const pool = openPool(databaseUrl, 4, log);
const sending = startSending({
  pool,
  log,
  clock: Date.now,
  channels: () => Promise.resolve(channels),
  env: process.env,
  leaseMs: Number(leaseMs),
  pollMs: 100,
});
process.once('SIGTERM', () => void sending.stop());
await sending.done;
await pool.end();
