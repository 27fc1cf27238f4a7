import type { Pool } from 'pg';
import type { Config } from '#shared/config/schema.ts';
import type { Stream } from '#shared/stream/port.ts';
import type { Telemetry } from '#shared/telemetry/telemetry.ts';
import { deadLetters } from '../run-figures.ts';
import type { Player } from '../services.ts';
import { lagOf, type Lag } from '../until-stored.ts';
import { storedFigures, type StoredFigures } from './figures.ts';
import type { Step, ViewState } from './state.ts';

/** What there is to watch once everything is open. */
export interface Watched {
  readonly config: Config;
  readonly stream: Stream;
  readonly pool: Pool;
  readonly telemetry: Telemetry;
  readonly player: Player;
  readonly databaseUrl: string;
}

const nothingStored: StoredFigures = {
  products: [],
  hiddenProducts: 0,
  latestNegative: null,
  incident: null,
  eventTime: null,
  mentions: 0,
  unscored: 0,
};

/** Collects what the view shows: counters of this process at any time, figures of PostgreSQL and lag at each refresh. */
export class Monitor {
  readonly #steps: { text: string; done: boolean }[] = [];
  readonly #readings: { at: number; read: number }[] = [];
  #watched: Watched | null = null;
  #stored = nothingStored;
  #scoredBefore = 0;
  #lag: Lag = { ingest: 0, clean: 0, score: 0, sink: 0 };
  #firstScoredMs: number | null = null;
  /** A line of trouble for the view. */
  notice: string | null = null;
  /** Products that there is room for. */
  room = 20;

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** Milliseconds from the start of the process to the first newly scored mention in PostgreSQL. */
  get firstScoredMs(): number | null {
    return this.#firstScoredMs;
  }

  /** Says that something is being made ready, while it is. */
  async step<T>(text: string, work: Promise<T>): Promise<T> {
    const step = { text, done: false };
    this.#steps.push(step);
    const result = await work;
    step.done = true;
    return result;
  }

  /** Begins to watch; to be called before the first post flows. */
  async watch(watched: Watched): Promise<void> {
    const { mentions, unscored } = await storedFigures(watched.pool, 1);
    this.#scoredBefore = mentions - unscored;
    this.#watched = watched;
  }

  /** Asks database and stream. Returns the milliseconds after which to do so again, so that asking takes a sixth of the time at most. */
  async refresh(): Promise<number> {
    if (this.#watched === null) return 100;
    const { pool, stream, config, player, telemetry } = this.#watched;
    const begin = performance.now();
    const stored = await storedFigures(pool, this.room);
    this.#lag = await lagOf(stream, config, player.feed);
    this.#stored = stored;
    const scored = stored.mentions - stored.unscored;
    if (this.#firstScoredMs === null && scored > this.#scoredBefore) {
      this.#firstScoredMs = performance.now();
      telemetry.log.info({ afterMs: Math.round(this.#firstScoredMs) }, 'first scored mention');
    }
    const least = this.#firstScoredMs === null ? 200 : 1_000;
    return Math.min(10_000, Math.max(least, 5 * (performance.now() - begin)));
  }

  state(): ViewState {
    const watched = this.#watched;
    const { mentions, unscored, eventTime, ...stored } = this.#stored;
    return {
      ...stored,
      steps: this.#steps,
      feed: watched?.player.feed ?? '',
      eventTime: eventTime ?? watched?.player.progress.eventTime ?? null,
      speed: watched?.player.progress.speed ?? null,
      postsPerSecond: this.#postsPerSecond(),
      lag: this.#lag,
      totals: {
        mentions,
        unscored,
        unmatched: watched?.telemetry.counters('ingest').dropped ?? 0,
        deadLetters: watched ? deadLetters(watched.telemetry) : 0,
      },
      firstScoredMs: this.#firstScoredMs,
      databaseUrl: watched?.databaseUrl ?? null,
      notice: this.notice,
    };
  }

  /** Over the last two seconds or so. */
  #postsPerSecond(): number {
    const now = { at: performance.now(), read: this.#watched?.telemetry.counters('ingest').read ?? 0 };
    this.#readings.push(now);
    while (this.#readings.length > 2 && now.at - (this.#readings[1]?.at ?? now.at) > 2_000)
      this.#readings.shift();
    const first = this.#readings[0] ?? now;
    return now.at === first.at ? 0 : ((now.read - first.read) / (now.at - first.at)) * 1000;
  }
}
