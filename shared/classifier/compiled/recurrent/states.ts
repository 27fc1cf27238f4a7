import type { LstmArchitecture } from '../../architectures/lstm.ts';
import { createVocabulary } from '../../model/vocabulary.ts';
import { createOutsideRows } from '../outside-rows.ts';
import { kernelMemory, type KernelMemory } from '../wasm/memory.ts';
import { createFoldedInputs, inputsPerDirection } from './folded-inputs.ts';
import { paddedUnits } from './gate-layout.ts';
import type { LstmModel } from './lstm-model.ts';
import { planMemory } from './memory-plan.ts';
import { createRecurrence, planRecurrence } from './recurrence.ts';

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

const directionsOf = ({ bidirectional }: LstmArchitecture): number => (bidirectional ? 2 : 1);

/** Numbers in the state of a token. */
export const stateWidth = (architecture: LstmArchitecture): number =>
  directionsOf(architecture) * paddedUnits(architecture.units);

/** @param spareBytes memory for other kernels beside the states. */
export function createStates(model: LstmModel, spareBytes: number): States {
  const { architecture, maxTokens } = model.manifest;
  const width = stateWidth(architecture);
  const most = CHUNK + maxTokens;
  const vocabulary = createVocabulary(model.vocabulary);
  const outside = createOutsideRows(model, most, (row, vector) => table.put(row, vector));
  const tableRows = model.vocabulary.length + outside.count;
  const perToken = directionsOf(architecture) * inputsPerDirection(architecture.units);

  const plan = planMemory();
  const spare = plan.take(spareBytes);
  const addresses = planRecurrence(plan, paddedUnits(architecture.units), directionsOf(architecture), most);
  const statesAt = plan.take(most * width * 4);
  const tableAt = plan.take(tableRows * perToken * 4);
  const memory = kernelMemory(plan.size());
  const states = new Float32Array(memory.buffer, statesAt, most * width);
  const table = createFoldedInputs(model, new Float32Array(memory.buffer, tableAt, tableRows * perToken));
  const recur = createRecurrence(model, memory, addresses, statesAt, most);

  const rows = new Int32Array(most);
  const inputs = new Int32Array(most);
  /** Where the tokens of each post begin. */
  const starts = new Int32Array(CHUNK + 1);
  const startOf = (i: number): number => starts[i] as number;

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

  return {
    memory,
    width,
    spare,
    compute(posts, from) {
      const texts = encode(posts, from);
      recur({ texts, starts, inputs });
      return texts;
    },
    countOf: (i) => startOf(i + 1) - startOf(i),
    of: (i) => states.subarray(startOf(i) * width, startOf(i + 1) * width),
    addressOf: (i) => statesAt + startOf(i) * width * 4,
    tableBytes: table.bytesUsed,
    mostTableBytes: () => tableRows * perToken * 4,
  };
}
