import { messageOf, TonewatchError } from '../errors/tonewatch-error.ts';
import type { Lane } from '../stream/port.ts';
import type { Outcome, Stage, StageInput } from './stage.ts';

/**
 * Calls the stage; when it throws, halves the batch until the offending records stand alone: they get the error as
 * their outcome (STAGE_FAILED when it is none of the catalogue), all others are processed as if those had not been.
 * Throws transient errors, and STAGE_FAILED when the stage answers with the wrong number of outcomes.
 */
export async function processIsolating<In, Out>(
  stage: Stage<In, Out>,
  batch: readonly StageInput<In>[],
  lane: Lane,
): Promise<readonly Outcome<Out>[]> {
  let outcomes: readonly Outcome<Out>[];
  try {
    outcomes = await stage.process(batch, lane);
  } catch (error) {
    if (error instanceof TonewatchError && error.transient) throw error;
    if (batch.length === 1) return [recordError(error)];
    const middle = batch.length >> 1;
    const before = await processIsolating(stage, batch.slice(0, middle), lane);
    const after = await processIsolating(stage, batch.slice(middle), lane);
    return [...before, ...after];
  }
  if (outcomes.length !== batch.length) {
    throw new TonewatchError(
      'STAGE_FAILED',
      `stage ${stage.name} answered ${outcomes.length} outcomes to ${batch.length} inputs`,
    );
  }
  return outcomes;
}

/** The error that goes into the dead letter of a record. */
export function recordError(error: unknown): TonewatchError {
  return error instanceof TonewatchError
    ? error
    : new TonewatchError('STAGE_FAILED', messageOf(error), { cause: error });
}
