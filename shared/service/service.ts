import type { Pool } from 'pg';
import type { Config } from '../config/schema.ts';
import type { Stream } from '../stream/port.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Stage, StageName } from './stage.ts';

/** What a service is given when it opens. One process may open several in the same context. */
export interface ServiceContext {
  readonly config: Config;
  readonly stream: Stream;
  readonly database: Pool;
  readonly telemetry: Telemetry;
}

/** A stage that is ready to run, with what it holds open. */
export interface OpenedStage {
  /** Hands the stage, with its own types, to whoever runs it. */
  use<T>(run: <In, Out>(stage: Stage<In, Out>) => T): T;
  close(): Promise<void>;
}

export function openedStage<In, Out>(stage: Stage<In, Out>, close: () => Promise<void>): OpenedStage {
  return { use: (run) => run(stage), close };
}

/** A service, as cli.ts and `start` know it. */
export interface StageService {
  readonly name: StageName;
  open(context: ServiceContext): Promise<OpenedStage>;
}
