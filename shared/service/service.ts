import type { Pool } from 'pg';
import type { Config } from '../config/schema.ts';
import type { Stream } from '../stream/port.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Stage, StageName } from './stage.ts';

/** What a service is given when it opens. One process may open several in the same context. */
export interface ServiceContext {
  readonly config: Config;
  readonly stream: Stream;
  /** Opens the database when a service first asks for it; see StageService.usesDatabase. */
  readonly database: () => Promise<Pool>;
  readonly telemetry: Telemetry;
  /** Aborted when the process is to stop: a service that waits for something while it opens gives up. */
  readonly signal: AbortSignal;
}

/** A stage that is ready to run, with what it holds open. */
export interface OpenedStage {
  /** Hands the stage, with its own types, to whoever runs it. */
  use<T>(run: <In, Out>(stage: Stage<In, Out>) => T): T;
  /** Aborted when the service must be opened anew to go on rightly, e.g. because a new feed has appeared. */
  readonly outdated?: AbortSignal;
  close(): Promise<void>;
}

export function openedStage<In, Out>(
  stage: Stage<In, Out>,
  close: () => Promise<void>,
  outdated?: AbortSignal,
): OpenedStage {
  return { use: (run) => run(stage), close, ...(outdated && { outdated }) };
}

/** A service, as cli.ts and `start` know it. */
export interface StageService {
  readonly name: StageName;
  /** Whether it asks its context for the database. */
  readonly usesDatabase: boolean;
  open(context: ServiceContext): Promise<OpenedStage>;
}
