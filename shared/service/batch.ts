import type { DeadLetter } from '../avro/dead-letter.ts';
import { TonewatchError } from '../errors/tonewatch-error.ts';
import type { Lane, OutgoingRecord, StreamRecord } from '../stream/port.ts';
import { deadLetterOf, MAX_RECORD_BYTES } from './dead-letters.ts';
import { processIsolating, recordError } from './isolate.ts';
import type { Outcome, Stage, StageInput } from './stage.ts';

/** What a batch of records came to. */
export interface BatchResult {
  readonly outputs: OutgoingRecord[];
  readonly letters: DeadLetter[];
  /** Inputs with nothing to pass on. */
  nothing: number;
  /** Milliseconds of decode, process and encode. */
  busyMs: number;
}

/**
 * Decodes, processes and encodes a batch; touches nothing outside. Records that fail become dead letters. Throws
 * transient errors (the batch can be run again), and STAGE_FAILED for a stage that breaks its contract.
 */
export async function runBatch<In, Out>(
  stage: Stage<In, Out>,
  records: readonly StreamRecord[],
  lane: Lane,
): Promise<BatchResult> {
  const started = performance.now();
  const result: BatchResult = { outputs: [], letters: [], nothing: 0, busyMs: 0 };
  const inputs = decodeAll(stage, records, result);
  if (inputs.length > 0) {
    const outcomes = await processIsolating(stage, inputs, lane);
    outcomes.forEach((outcome, index) => {
      const record = inputs[index]?.record;
      if (record) settle(stage, record, outcome, result);
    });
  }
  result.busyMs = performance.now() - started;
  return result;
}

function decodeAll<In, Out>(
  stage: Stage<In, Out>,
  records: readonly StreamRecord[],
  result: BatchResult,
): StageInput<In>[] {
  const inputs: StageInput<In>[] = [];
  for (const record of records) {
    try {
      inputs.push({ value: stage.decode(record), record });
    } catch (error) {
      if (error instanceof TonewatchError && error.transient) throw error;
      result.letters.push(deadLetterOf(stage.name, record, recordError(error), Date.now()));
    }
  }
  return inputs;
}

function settle<In, Out>(
  stage: Stage<In, Out>,
  record: StreamRecord,
  outcome: Outcome<Out>,
  result: BatchResult,
): void {
  if (outcome === null) {
    result.nothing += 1;
    return;
  }
  try {
    if (outcome instanceof TonewatchError) throw outcome;
    const output = stage.encode(outcome);
    const bytes = output.value.length;
    if (bytes > MAX_RECORD_BYTES) {
      throw new TonewatchError('STREAM_RECORD_TOO_LARGE', `the output of ${stage.name} has ${bytes} bytes`);
    }
    result.outputs.push(output);
  } catch (error) {
    if (error instanceof TonewatchError && error.transient) throw error;
    result.letters.push(deadLetterOf(stage.name, record, recordError(error), Date.now()));
  }
}
