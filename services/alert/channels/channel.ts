import type { MessageFacts } from '../message/facts.ts';

/** One message on its way to one recipient. */
export interface Delivery {
  /** Idempotency key: the same at every try of the same notification, different for any other. */
  readonly key: string;
  readonly facts: MessageFacts;
  /** How often it was tried before. */
  readonly attempts: number;
  /** IANA time zone of the recipient, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
  /** Aborted when the process is to stop, or the try takes too long. */
  readonly signal: AbortSignal;
}

/**
 * Where messages go. `deliver` resolves when the recipient's side has taken the message.
 *
 * Throws TonewatchError: NOTIFICATION_FAILED (transient: it is tried again later, with the same key) or
 * NOTIFICATION_REFUSED (permanent: nothing but a change of the channel helps, e.g. an address that is not allowed).
 */
export interface Channel {
  readonly name: string;
  deliver(delivery: Delivery): Promise<void>;
  close(): Promise<void>;
}

/** A channel as it is stored: where to, and what its recipient wants. Secrets are named (`env:NAME`, `file:PATH`), never held. */
export interface ChannelSettings {
  readonly name: string;
  readonly type: 'webhook' | 'slack' | 'teams' | 'email' | 'terminal';
  /** webhook, slack, teams: the address, or `env:NAME` / `file:PATH` of it. email: the recipients, with commas. terminal: ''. */
  readonly target: string;
  /** webhook: `env:NAME` or `file:PATH` of the signing secret. email: of smtp://user:password@host:port. Others: null. */
  readonly secret: string | null;
  /** email: who sends it, e.g. `Tonewatch <alerts@example.com>`. */
  readonly sender: string | null;
  /** Lets this channel reach private and loopback addresses. */
  readonly allowPrivate: boolean;
}
