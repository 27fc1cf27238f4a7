import type { Timed } from './contender.ts';

/** What a contender's process is asked. */
export interface Question {
  readonly timed: Timed;
  /** Processor time to spend. */
  readonly seconds: number;
}

/** Said once, when it has labelled everything. */
export interface Introduction {
  readonly type: 'ready';
  readonly name: string;
  readonly version: string;
  readonly labelling: string;
  readonly timed: readonly Timed[];
  /** To load the package or model, processor time. */
  readonly openingMs: number;
  /** Of each data file: [true class][predicted class]: posts. */
  readonly confusions: readonly (readonly (readonly number[])[])[];
}

/** One timed run. */
export interface Run {
  readonly type: 'run';
  readonly posts: number;
  /** Processor time of all threads. */
  readonly cpuMicros: number;
  readonly wallMicros: number;
  /** Highest resident memory of the process so far. */
  readonly peakBytes: number;
}

/** It cannot take part: the reason in one line. */
export interface Absence {
  readonly type: 'absent';
  readonly reason: string;
}

export type Answer = Introduction | Run | Absence;
