import type { StageName } from '../service/stage.ts';
import { createCodec, type Codec } from './codec.ts';

/** A record that could not be processed, with where it came from and why. See schemas/DeadLetter.avsc. */
export interface DeadLetter {
  readonly stage: StageName;
  /** Code from the catalogue of errors. */
  readonly code: string;
  /** One line for people, naming the field. */
  readonly message: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  /** The original bytes; null for a tombstone. */
  readonly value: Buffer | null;
  /** Milliseconds UTC. */
  readonly failedAt: number;
}

export const deadLetterCodec: Codec<DeadLetter> = createCodec('DeadLetter');
