import type { TonewatchError } from '../errors/tonewatch-error.ts';
import type { Lane, OutgoingRecord, StreamRecord } from '../stream/port.ts';

export type StageName = 'ingest' | 'clean' | 'score' | 'sink';

/** A record that decoded, beside the record it came in. */
export interface StageInput<In> {
  readonly value: In;
  readonly record: StreamRecord;
}

/**
 * What became of one input: an output; `null` when there is nothing to pass on (an unmatched post; the sink's normal
 * answer); or an error: permanent ones make it a dead letter, and a transient one makes the runner try the batch again.
 */
export type Outcome<Out> = Out | null | TonewatchError;

/**
 * A stage: a pure function from a batch of inputs to a batch of outcomes, of the same length and order. The runner
 * (shared/service/runner.ts) consumes, decodes, calls it, encodes, produces, commits, retries and dead-letters. The
 * sink is a stage whose `process` writes one transaction and whose outcomes are all null.
 */
export interface Stage<In, Out> {
  readonly name: StageName;
  /** Topics it reads, by lane. */
  readonly inputs: Readonly<Record<Lane, readonly string[]>>;
  /** Topic it writes, by lane; null for the sink. */
  readonly outputs: Readonly<Record<Lane, string>> | null;
  readonly batch: { readonly maxRecords: number; readonly lingerMs: number };
  /** Throws a permanent TonewatchError when the bytes cannot be read. */
  decode(record: StreamRecord): In;
  /**
   * May throw: a transient TonewatchError has the whole batch tried again; any other error makes the runner halve the
   * batch until the offending record stands alone, and dead-letters that one.
   */
  process(
    batch: readonly StageInput<In>[],
    lane: Lane,
  ): Promise<readonly Outcome<Out>[]> | readonly Outcome<Out>[];
  encode(output: Out): OutgoingRecord;
}
