import type { Logger } from 'pino';
import type { Config } from '#shared/config/schema.ts';
import type { Pool } from 'pg';
import type { Service } from '#shared/service/service-run.ts';
import type { StageService } from '#shared/service/service.ts';
import type { Producer } from '#shared/stream/port.ts';

/** What plays posts into a feed topic. */
export interface Player {
  readonly feed: string;
  /** What its payloads are; see FeedConfig.format. */
  readonly format: 'json' | 'auto';
  readonly progress: {
    readonly sent: number;
    /** Milliseconds UTC; null where it does not know. */
    readonly eventTime: number | null;
    readonly speed: number | null;
  };
  play(producer: Producer, signal: AbortSignal): Promise<void>;
}

/** The other services, as cli.ts hands them over: services never import each other. */
export interface StartServices {
  /** In the order of the flow. */
  readonly stages: readonly StageService[];
  readonly alert: Service & {
    /** Whether it has gone through all that is stored. */
    isSettled(pool: Pool): Promise<boolean>;
  };
  openFilePlayer(options: {
    file: string;
    map?: Readonly<Record<string, string>> | undefined;
    feeds: Config['feeds'];
    complete: boolean;
    log: Logger;
  }): Promise<Player>;
  openSamplePlayer(options: {
    dataDir: string;
    speed?: number | undefined;
    storyOnly: boolean;
  }): Promise<Player>;
}
