import { FIELDS, TEXTS } from './lstm-kernel.ts';

/** Addresses of one direction of the recurrence, in bytes. */
export interface ScheduleLayout {
  /** The schedule itself: int32 [step, text of the step, field]. */
  readonly schedule: Int32Array;
  /** A state and a memory that are 0. */
  readonly zeros: number;
  /** A state that nobody reads. */
  readonly unread: number;
  /** The memory of each of the texts that are computed together. */
  readonly cells: number;
  /** Bytes of a state. */
  readonly units: number;
}

/**
 * Plans the steps of many texts: each text goes to the line that has the fewest steps up to now, so that the lines, which
 * are computed side by side, end at about the same time whatever the lengths.
 */
export interface Schedule {
  begin(): void;
  /**
   * Adds a text of `count` tokens.
   * @param inputs address of the inputs of token i, in the order of reading.
   * @param firstState where the state after the first token that is read goes. @param stateStep from one to the next.
   */
  add(inputs: Int32Array, from: number, count: number, direction: ReadingDirection): void;
  /** Fills the shorter lines up. @returns steps in all. */
  finish(): number;
}

/** Where tokens are and where their states go, as one direction reads them. */
export interface ReadingDirection {
  /** Bytes from a token's inputs to those for this direction. */
  readonly inputOffset: number;
  /** Address of the state of the text's first token, for this direction. */
  readonly states: number;
  /** Bytes from a token's state to the next one's. */
  readonly stride: number;
  readonly isReversed: boolean;
}

export function createSchedule({ schedule, zeros, unread, cells, units }: ScheduleLayout): Schedule {
  const steps = new Int32Array(TEXTS);
  const put = (line: number, inputs: number, state: number, memory: number, next: number): void => {
    const at = ((steps[line] as number) * TEXTS + line) * FIELDS;
    schedule[at] = inputs;
    schedule[at + 1] = state;
    schedule[at + 2] = memory;
    schedule[at + 3] = next;
    steps[line] = (steps[line] as number) + 1;
  };

  return {
    begin: () => void steps.fill(0),
    add(inputs, from, count, { inputOffset, states, stride, isReversed }) {
      let line = 0;
      for (let i = 1; i < TEXTS; i++) if ((steps[i] as number) < (steps[line] as number)) line = i;
      let state = zeros;
      let memory = zeros;
      for (let i = 0; i < count; i++) {
        const token = isReversed ? count - 1 - i : i;
        const next = states + token * stride;
        put(line, (inputs[from + token] as number) + inputOffset, state, memory, next);
        state = next;
        memory = cells + line * units;
      }
    },
    finish() {
      const longest = Math.max(...steps);
      for (let line = 0; line < TEXTS; line++) {
        // What is computed here is not read. Inputs are read from the zeros too: there is room for all gates.
        while ((steps[line] as number) < longest) put(line, zeros, zeros, zeros, unread);
      }
      return longest;
    },
  };
}
