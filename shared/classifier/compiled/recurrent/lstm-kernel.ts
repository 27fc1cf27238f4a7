import {
  add,
  addFloats,
  type Code,
  floats,
  forEach,
  get,
  int,
  loadInt,
  loadSplat,
  loadVector,
  multiply,
  multiplyFloats,
  repeat,
  set,
  storeVector,
  VECTOR_BYTES,
  whileLess,
} from '../wasm/assembler.ts';
import { type Scratch, sigmoid, tanh, TANH_SCALE } from './squashing.ts';

/**
 * The recurrence of a compiled LSTM, in steps of two texts at a time, so that each weight that is loaded serves twice:
 *
 *     steps(schedule, end, recurrent, units, cells):
 *       for each step of the schedule, for each block of four units, for each of the two texts:
 *         [i, f, o, g] = the text's inputs + Σ over all units k of state before[k] · recurrent[block, k]
 *         memory = σ(f) · memory before + σ(i) · tanh(g)
 *         state  = σ(o) · tanh(memory)
 *
 * All are in bytes. A step is four int32 for each text: where its inputs, its state before, its memory before and its
 * state to come lie. `units` is the size of a state. Inputs are [block, gate, 4], `recurrent` is [block, unit, gate, 4],
 * both already scaled for σ and tanh. The memories to come lie at `cells`, one after the other.
 */
export interface LstmKernel {
  steps(schedule: number, end: number, recurrent: number, units: number, cells: number): void;
}

/** Texts in a step. The sums of two fill half of the sixteen vector registers that processors have at least. */
export const TEXTS = 2;
export const GATES = 4;
/** int32 of a step for each text. */
export const FIELDS = 4;
/** Units whose weights are multiplied between two jumps: states are a whole number of blocks. */
const UNROLLED = 4;

const STEP_BYTES = TEXTS * FIELDS * 4;
const WEIGHT_BYTES = GATES * VECTOR_BYTES;

// Local variables by number: five parameters, integers, then vectors.
const schedule = 0;
const end = 1;
const recurrent = 2;
const units = 3;
const cells = 4;
const weight = 5;
const lastWeight = 6;
const block = 7;
const inputs = (text: number): number => 8 + text;
const state = (text: number): number => 8 + TEXTS + text;
const INTEGERS = 3 + 2 * TEXTS;
const vectors = 5 + INTEGERS;
const sum = (text: number, gate: number): number => vectors + text * GATES + gate;
const value = (text: number): number => vectors + TEXTS * GATES + text;
const factor = vectors + TEXTS * GATES + TEXTS;
const scratch: Scratch = { power: factor, rest: factor + 1 };
const VECTORS = TEXTS * GATES + TEXTS + 2;

const forTexts = (code: (text: number) => Code): Code => forEach(TEXTS, code);
const forGates = (code: (gate: number) => Code): Code => forEach(GATES, code);
/** A field of the step for one text: 0 inputs, 1 state before, 2 memory before, 3 state to come. */
const field = (text: number, index: number): Code => [get(schedule), loadInt((text * FIELDS + index) * 4)];

// prettier-ignore
function body(): Code {
  return repeat(
    forTexts((t) => [field(t, 0), set(inputs(t))]),
    get(recurrent), set(weight),
    int(0), set(block),
    repeat(
      forTexts((t) => [field(t, 1), set(state(t))]),
      forTexts((t) => forGates((g) => [get(inputs(t)), loadVector(g * VECTOR_BYTES), set(sum(t, g))])),
      get(weight), get(units), int(WEIGHT_BYTES / 4), multiply, add, set(lastWeight),
      repeat(
        forEach(UNROLLED, (k) => [
          forTexts((t) => [get(state(t)), loadSplat(k * 4), set(value(t))]),
          forGates((g) => [
            get(weight), loadVector((k * GATES + g) * VECTOR_BYTES), set(factor),
            forTexts((t) => [get(sum(t, g)), get(factor), get(value(t)), multiplyFloats, addFloats, set(sum(t, g))]),
          ]),
        ]),
        forTexts((t) => [get(state(t)), int(UNROLLED * 4), add, set(state(t))]),
        get(weight), int(UNROLLED * WEIGHT_BYTES), add, set(weight),
        whileLess(get(weight), get(lastWeight)),
      ),
      forTexts((t) => gates(t)),
      forTexts((t) => [get(inputs(t)), int(WEIGHT_BYTES), add, set(inputs(t))]),
      get(block), int(VECTOR_BYTES), add, set(block),
      whileLess(get(block), get(units)),
    ),
    get(schedule), int(STEP_BYTES), add, set(schedule),
    whileLess(get(schedule), get(end)),
  );
}

/** From the sums of the gates i, f, o and g to memory and state of one text. */
// prettier-ignore
function gates(t: number): Code {
  const memory: Code = [get(cells), get(units), int(t), multiply, add, get(block), add];
  return [
    sigmoid(sum(t, 1), scratch), field(t, 2), get(block), add, loadVector(), multiplyFloats,
    sigmoid(sum(t, 0), scratch), tanh(sum(t, 3), scratch), multiplyFloats,
    addFloats, set(sum(t, 0)),
    memory, get(sum(t, 0)), storeVector(),
    get(sum(t, 0)), floats(TANH_SCALE), multiplyFloats, set(sum(t, 0)),
    field(t, 3), get(block), add,
    sigmoid(sum(t, 2), scratch), tanh(sum(t, 0), scratch), multiplyFloats,
    storeVector(),
  ];
}

export const lstmKernel = {
  name: 'steps' as const,
  parameters: 5,
  integers: INTEGERS,
  vectors: VECTORS,
  body: body(),
};
