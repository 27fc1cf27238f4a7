import type { Producer } from '#shared/stream/port.ts';

/** How far a player has come. */
export interface PlayerProgress {
  /** Payloads stored in the feed topic by this run. */
  sent: number;
  /** Event time that it has reached, milliseconds UTC; null where it does not know. */
  eventTime: number | null;
  /** Event time passes so many times faster than the clock; null: as fast as possible. */
  speed: number | null;
}

/** Plays posts into one feed topic. */
export interface Player {
  readonly feed: string;
  /** What its payloads are; see FeedConfig.format. */
  readonly format: 'json' | 'auto';
  readonly progress: Readonly<PlayerProgress>;
  /** Resolves when everything has been sent, or soon after the signal aborts. */
  play(producer: Producer, signal: AbortSignal): Promise<void>;
}
