import type { LookupFunction } from 'node:net';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { OutboxChannel } from './outbox-channel.ts';

/** What sending needs. */
export interface SendContext {
  readonly pool: Pool;
  readonly log: Logger;
  /** The time, milliseconds UTC. */
  readonly clock: () => number;
  /** The channels as they are set now. */
  readonly channels: () => Promise<readonly OutboxChannel[]>;
  /** Where `env:NAME` of a channel looks. */
  readonly env: NodeJS.ProcessEnv;
  /** Resolves names of hosts. Default: as the channels do. */
  readonly lookup?: LookupFunction;
  /** How long a try may take, milliseconds. Default: 15 s. */
  readonly tryMs?: number;
  /** How long a notification belongs to who took it, milliseconds: longer than a try by far. Default: 60 s. */
  readonly leaseMs?: number;
  /** How often it is looked whether something is due, milliseconds. Default: 1 s. */
  readonly pollMs?: number;
}
