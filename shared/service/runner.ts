import { StageRun, type RunContext } from './stage-run.ts';
import type { OpenedStage } from './service.ts';

/** A stage at work. */
export interface RunningStage {
  /** Resolves after a clean stop; rejects when the stage could not go on. What was not finished is not committed. */
  readonly done: Promise<void>;
  /**
   * Finishes the batch at hand, commits, and leaves the consumer groups, within 10 s. A batch that waits to be tried
   * again, or does not finish in time, is left to the next start. Never rejects: see `done`.
   */
  stop(): Promise<void>;
}

/**
 * Runs a stage: polls, decodes, processes, encodes, produces, commits, in this order, so that whatever happens a record
 * is either committed after its results were stored, or comes again. Live goes first: the backfill lane gets a batch
 * only when no live record waits. Transient errors are retried until `retry.limitMs` has gone by.
 */
export function startStage(opened: OpenedStage, context: RunContext): RunningStage {
  const stopping = new AbortController();
  const done = opened.use((stage) => new StageRun(stage, context, stopping.signal).run());
  const settled = done.catch(() => undefined); // Whoever runs the stage awaits `done`, perhaps only later.
  return {
    done,
    stop() {
      stopping.abort();
      return settled;
    },
  };
}
