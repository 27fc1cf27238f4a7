import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { AlertFacts, IncidentFacts } from '../../../services/alert/message/facts.ts';
import { alert, crisis } from '../alert-message/example-facts.ts';

/** When the incidents of tests open: an hour after noon on 1 March 2026. */
export const openedAt = new Date(Date.UTC(2026, 2, 1, 13));

interface GivenIncident {
  readonly product: string;
  readonly status: 'firing' | 'escalated' | 'resolved' | 'retracted';
  readonly kind: 'tone' | 'surge';
  readonly severity: 'warning' | 'serious' | 'critical';
  readonly historical: boolean;
  readonly sensitivity: string;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
  readonly facts: Partial<IncidentFacts> | null;
  readonly negative: number;
  readonly mentions: number;
  readonly id: string;
}

/** Stores an incident of product `delta`, with whatever a test says about it; returns its id. */
export async function storeIncident(pool: Pool, given: Partial<GivenIncident> = {}): Promise<string> {
  const id = given.id ?? randomUUID();
  const opened = given.openedAt ?? openedAt;
  const product = given.product ?? 'delta';
  const facts = given.facts === null ? null : { ...crisis, id, product: { ...crisis.product, id: product } };
  await pool.query(
    `insert into incidents (
       id, product_id, kind, severity, status, historical, window_length, negative, mentions, baseline_share, expected, tail,
       sensitivity, model, pending_at, opened_at, resolved_at, peak_negative, peak_mentions, facts, updated_at
     ) values (
       $1, $2, $3, $4, $5, $6, '1 hour', $7, $8, 0.15, 4.4, 1e-9, $9, 'posts-cnn@1', $10, $11, $12, $7, $8, $13, '2026-03-01 13:00Z'
     )`,
    [
      id,
      product,
      given.kind ?? 'tone',
      given.severity ?? 'serious',
      given.status ?? (given.resolvedAt ? 'resolved' : 'firing'),
      given.historical ?? false,
      given.negative ?? 21,
      given.mentions ?? 30,
      given.sensitivity ?? 'balanced',
      new Date(opened.getTime() - 60_000),
      opened,
      given.resolvedAt ?? null,
      facts && { ...facts, ...given.facts },
    ],
  );
  return id;
}

interface GivenNotification {
  readonly channel: string;
  readonly thread: string;
  readonly event: AlertFacts['event'];
  readonly sentAt: Date | null;
  readonly attempts: number;
  readonly held: 'daily cap' | 'quiet hours' | null;
  readonly digestId: string | null;
  readonly claimedUntil: Date | null;
  readonly lastError: string | null;
  readonly dueAt: Date;
}

/** Stores a message about incidents, waiting for channel `ops` unless a test says otherwise; returns its id. */
export async function storeNotification(
  pool: Pool,
  incidents: readonly string[],
  given: Partial<GivenNotification> = {},
): Promise<string> {
  const thread = given.thread ?? incidents[0] ?? '';
  const event = given.event ?? 'opened';
  const facts = { ...alert(event, ...incidents.map((id) => ({ id }))), thread };
  const { rows } = await pool.query<{ id: string }>(
    `insert into notifications (
       channel, thread, event, severity, incidents, facts, sent_at, attempts, held, digest_id, claimed_until, last_error, due_at
     ) values ($1, $2, $3, 'serious', $4, $5, $6, $7, $8, $9, $10, $11, coalesce($12, now())) returning id::text`,
    [
      given.channel ?? 'ops',
      thread,
      event,
      incidents,
      facts,
      given.sentAt ?? null,
      given.attempts ?? (given.sentAt ? 1 : 0),
      given.held ?? null,
      given.digestId ?? null,
      given.claimedUntil ?? null,
      given.lastError ?? null,
      given.dueAt ?? null,
    ],
  );
  return rows[0]?.id ?? '';
}
