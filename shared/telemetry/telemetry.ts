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

/** The model that this process scores with, and what became of others. */
export interface ModelFigures {
  /** Name and version; empty before one is open. */
  model: string;
  /** Models that took over from another while the process ran. */
  swaps: number;
  /** Models that were not let in: they could not be read, or failed their self-check. */
  refused: number;
  /** Memory of the tables that the compiled backend has made. */
  tableBytes: number;
}

export interface Telemetry {
  readonly log: Logger;
  /** The live counters of a stage in this process. */
  counters(stage: StageName): StageCounters;
  readonly model: ModelFigures;
}

export function createTelemetry(log: Logger): Telemetry {
  const stages = new Map<StageName, StageCounters>();
  return {
    log,
    model: { model: '', swaps: 0, refused: 0, tableBytes: 0 },
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
