import type { LstmArchitecture } from '../../architectures/lstm.ts';
import { weightValues } from '../../model/model.ts';
import { createVocabulary } from '../../model/vocabulary.ts';
import { createOutsideRows } from '../outside-rows.ts';
import { compileKernels, kernelMemory, type KernelMemory } from '../wasm/memory.ts';
import { createFoldedInputs, inputsPerDirection } from './folded-inputs.ts';
import { gateColumns, paddedUnits } from './gate-layout.ts';
import type { LstmModel } from './lstm.ts';
import { FIELDS, GATES, lstmKernel, TEXTS } from './lstm-kernel.ts';
import { planMemory } from './memory-plan.ts';
import { createSchedule } from './schedule.ts';

/** Tokens whose states are computed together: enough for even lines, few enough to stay in the cache. */
const CHUNK = 512;

/** The states of many texts at a time, in memory that kernels share. */
export interface States {
  readonly memory: KernelMemory;
  /** Numbers in the state of a token: both directions, each filled up to whole blocks. */
  readonly width: number;
  /**
   * Computes the states of the first of some posts, as many as fit.
   * @returns how many posts.
   */
  compute(posts: readonly string[], from: number): number;
  /** Tokens of post i of those computed last. */
  countOf(i: number): number;
  /** Address of the state of its first token. */
  addressOf(i: number): number;
  /** Its states, [tokens, width], until the next ones are computed. */
  of(i: number): Float32Array;
  /** Address of the memory for other kernels. */
  readonly spare: number;
  tableBytes(): number;
  mostTableBytes(): number;
}

/** Numbers in the state of a token. */
export const stateWidth = ({ units, bidirectional }: LstmArchitecture): number =>
  (bidirectional ? 2 : 1) * paddedUnits(units);

/** @param spareBytes memory for other kernels beside the states. */
export function createStates(model: LstmModel, spareBytes: number): States {
  const { architecture, maxTokens } = model.manifest;
  const directions = architecture.bidirectional ? 2 : 1;
  const units = paddedUnits(architecture.units);
  const width = stateWidth(architecture);
  const most = CHUNK + maxTokens;
  const vocabulary = createVocabulary(model.vocabulary);
  const perToken = directions * inputsPerDirection(architecture.units);

  const outside = createOutsideRows(model, most, (row, vector) => table.put(row, vector));
  const tableRows = model.vocabulary.length + outside.count;

  const plan = planMemory();
  const spare = plan.take(spareBytes);
  const zeros = plan.take(GATES * units * 4);
  const unread = plan.take(units * 4);
  const cells = plan.take(TEXTS * units * 4);
  const recurrent = plan.take(directions * units * units * GATES * 4);
  const scheduleAt = plan.take(most * TEXTS * FIELDS * 4);
  const statesAt = plan.take(most * width * 4);
  const tableAt = plan.take(tableRows * perToken * 4);
  const memory = kernelMemory(plan.size());
  const { steps } = compileKernels([lstmKernel], memory);

  fillRecurrent(model, new Float32Array(memory.buffer, recurrent, directions * units * units * GATES));
  const table = createFoldedInputs(model, new Float32Array(memory.buffer, tableAt, tableRows * perToken));
  const states = new Float32Array(memory.buffer, statesAt, most * width);
  const schedule = createSchedule({
    schedule: new Int32Array(memory.buffer, scheduleAt, most * TEXTS * FIELDS),
    zeros,
    unread,
    cells,
    units: units * 4,
  });

  const rows = new Int32Array(most);
  const inputs = new Int32Array(most);
  /** Where the tokens of each post begin. */
  const starts = new Int32Array(CHUNK + 1);

  const encode = (posts: readonly string[], from: number): number => {
    let count = 0;
    let end = 0;
    outside.makeRoom(most);
    while (from + count < posts.length && count < CHUNK && end < CHUNK) {
      end += vocabulary.encode(posts[from + count] as string, rows, end, maxTokens, outside.rowOf);
      starts[++count] = end;
    }
    for (let i = 0; i < end; i++) inputs[i] = tableAt + table.locate(rows[i] as number) * 4;
    return count;
  };
  const run = (count: number, direction: number): void => {
    schedule.begin();
    for (let i = 0; i < count; i++) {
      const start = starts[i] as number;
      schedule.add(inputs, start, (starts[i + 1] as number) - start, {
        inputOffset: direction * inputsPerDirection(architecture.units) * 4,
        states: statesAt + (start * width + direction * units) * 4,
        stride: width * 4,
        isReversed: direction === 1,
      });
    }
    const end = scheduleAt + schedule.finish() * TEXTS * FIELDS * 4;
    const kernel = recurrent + direction * units * units * GATES * 4;
    if (end > scheduleAt) steps(scheduleAt, end, kernel, units * 4, cells);
  };

  return {
    memory,
    width,
    spare,
    compute(posts, from) {
      const count = encode(posts, from);
      for (let direction = 0; direction < directions; direction++) run(count, direction);
      return count;
    },
    countOf: (i) => (starts[i + 1] as number) - (starts[i] as number),
    of: (i) => states.subarray((starts[i] as number) * width, (starts[i + 1] as number) * width),
    addressOf: (i) => statesAt + (starts[i] as number) * width * 4,
    tableBytes: table.bytesUsed,
    mostTableBytes: () => tableRows * perToken * 4,
  };
}

/** The recurrent kernels as the kernel of steps reads them: [direction, block, unit, gate, 4]. */
function fillRecurrent(model: LstmModel, into: Float32Array): void {
  const { units, bidirectional } = model.manifest.architecture;
  const values = weightValues(model, 'lstm/recurrent');
  const padded = paddedUnits(units);
  const columns = gateColumns(units);
  for (let direction = 0; direction < (bidirectional ? 2 : 1); direction++) {
    for (let unit = 0; unit < units; unit++) {
      for (const [column, { to, scale }] of columns.entries()) {
        const block = Math.floor(to / (GATES * 4));
        const at = ((direction * (padded / 4) + block) * padded + unit) * GATES * 4 + (to % (GATES * 4));
        into[at] = (values[(direction * units + unit) * columns.length + column] as number) * scale;
      }
    }
  }
}
