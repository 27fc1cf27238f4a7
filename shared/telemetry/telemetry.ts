import type { Logger } from 'pino';
import type { StageName } from '../service/stage.ts';

/** What a stage has done since the process started: records, unless the name says otherwise. The runner counts. */
export interface StageCounters {
  read: number;
  /** Outputs produced (the sink: records written). */
  passed: number;
  /** Inputs with nothing to pass on, e.g. unmatched posts at ingest. */
  dropped: number;
  deadLettered: number;
  /** Times that a batch was tried again. */
  retries: number;
  batches: number;
  /** Milliseconds spent in decode, process and encode, waiting excluded where it can be told apart. */
  busyMs: number;
}

export interface Telemetry {
  readonly log: Logger;
  /** The live counters of a stage in this process. */
  counters(stage: StageName): StageCounters;
}

export function createTelemetry(log: Logger): Telemetry {
  const stages = new Map<StageName, StageCounters>();
  return {
    log,
    counters(stage) {
      let counters = stages.get(stage);
      if (!counters) {
        counters = { read: 0, passed: 0, dropped: 0, deadLettered: 0, retries: 0, batches: 0, busyMs: 0 };
        stages.set(stage, counters);
      }
      return counters;
    },
  };
}
