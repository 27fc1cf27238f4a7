import type { Pool } from 'pg';
import { pino } from 'pino';
import { inTransaction } from '#shared/database/transaction.ts';
import type { IncidentFacts } from '../../../services/alert/message/facts.ts';
import { enqueue, type Change } from '../../../services/alert/outbox/enqueue.ts';
import type { OutboxChannel } from '../../../services/alert/outbox/outbox-channel.ts';
import type { SendContext } from '../../../services/alert/outbox/send-context.ts';
import { crisis } from '../alert-message/example-facts.ts';

/** Noon on 2 March 2026 in Berlin. */
export const noon = Date.UTC(2026, 2, 2, 11);

/** The incident of product `p<number>`, by an id that says which. */
export const incidentId = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export interface Told extends Partial<Omit<Change, 'facts' | 'channels'>> {
  readonly brand?: string | null;
  readonly severity?: IncidentFacts['severity'];
  readonly channels?: readonly string[];
}

/** What is said of the incident of product `p<number>`: that it opened, to channel `ops`, unless a test says otherwise. */
export function change(number: number, told: Told = {}): Change {
  const { brand = null, severity = 'serious', channels = ['ops'], ...rest } = told;
  const id = incidentId(number);
  return {
    event: 'opened',
    incidentId: id,
    facts: { ...crisis, id, severity, product: { id: `p${number}`, name: `Product ${number}`, brand } },
    reopened: false,
    now: noon,
    groupWaitMs: 5_000,
    channels: channels.map((name) => ({ name })),
    ...rest,
  };
}

/** Writes it in a transaction of its own. */
export const tell = (pool: Pool, number: number, told: Told = {}): Promise<number> =>
  inTransaction(pool, '', (client) => enqueue(client, change(number, told)));

/** A webhook without quiet hours that may be called all day. */
export const channel = (name: string, target: string, rest: Partial<OutboxChannel> = {}): OutboxChannel => ({
  name,
  type: 'webhook',
  target,
  secret: null,
  sender: null,
  allowPrivate: true,
  timeZone: 'Europe/Berlin',
  quietFrom: null,
  quietUntil: null,
  dailyCap: 10_000,
  enabled: true,
  ...rest,
});

/** To send with these channels at noon, unless a test says otherwise. */
export const context = (
  pool: Pool,
  channels: readonly OutboxChannel[],
  rest: Partial<SendContext> = {},
): SendContext => ({
  pool,
  log: pino({ level: 'silent' }),
  clock: () => noon + 60_000,
  channels: () => Promise.resolve(channels),
  env: {},
  ...rest,
});

export interface NotificationRow {
  readonly id: string;
  readonly channel: string;
  readonly thread: string;
  readonly event: string;
  readonly severity: string;
  readonly incidents: readonly string[];
  readonly facts: unknown;
  readonly due_at: Date;
  readonly attempts: number;
  readonly claimed_until: Date | null;
  readonly sent_at: Date | null;
  readonly held: string | null;
  readonly digest_due_at: Date | null;
  readonly digest_id: string | null;
  readonly last_error: string | null;
}

/** All notifications, oldest first. */
export const notifications = async (pool: Pool): Promise<NotificationRow[]> =>
  (await pool.query<NotificationRow>('select * from notifications order by seq')).rows;
