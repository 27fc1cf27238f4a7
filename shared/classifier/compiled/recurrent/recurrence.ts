import { weightValues } from '../../model/model.ts';
import { compileKernels, type KernelMemory } from '../wasm/memory.ts';
import { inputsPerDirection } from './folded-inputs.ts';
import { BLOCK, gateColumns, paddedUnits } from './gate-layout.ts';
import type { LstmModel } from './lstm-model.ts';
import { FIELDS, GATES, lstmKernel, TEXTS } from './lstm-kernel.ts';
import type { MemoryPlan } from './memory-plan.ts';
import { createSchedule } from './schedule.ts';

/** Texts whose inputs have been looked up: text i has the tokens from starts[i] to before starts[i + 1]. */
export interface LookedUp {
  readonly texts: number;
  readonly starts: Int32Array;
  /** Address of the inputs of each token. */
  readonly inputs: Int32Array;
}

/** Computes the states of all tokens of some texts, in both directions where there are two. */
export type Recurrence = (given: LookedUp) => void;

/** Addresses of what the recurrence works on. */
export interface RecurrencePlan {
  readonly zeros: number;
  readonly unread: number;
  readonly cells: number;
  readonly recurrent: number;
  readonly schedule: number;
}

/** @param tokens at most, in one call. */
export function planRecurrence(
  plan: MemoryPlan,
  units: number,
  directions: number,
  tokens: number,
): RecurrencePlan {
  return {
    // Of the size of a token's inputs, which are read from here where a line has no text left.
    zeros: plan.take(GATES * units * 4),
    unread: plan.take(units * 4),
    cells: plan.take(TEXTS * units * 4),
    recurrent: plan.take(directions * units * units * GATES * 4),
    schedule: plan.take(tokens * TEXTS * FIELDS * 4),
  };
}

/**
 * @param statesAt address of the states: of each token both directions, side by side.
 * @param tokens as it was planned for.
 */
export function createRecurrence(
  model: LstmModel,
  memory: KernelMemory,
  plan: RecurrencePlan,
  statesAt: number,
  tokens: number,
): Recurrence {
  const { architecture } = model.manifest;
  const directions = architecture.bidirectional ? 2 : 1;
  const units = paddedUnits(architecture.units);
  const kernelSize = units * units * GATES;
  const { steps } = compileKernels([lstmKernel], memory);
  fillRecurrent(model, new Float32Array(memory.buffer, plan.recurrent, directions * kernelSize));
  const schedule = createSchedule({
    ...plan,
    schedule: new Int32Array(memory.buffer, plan.schedule, tokens * TEXTS * FIELDS),
    units: units * 4,
  });

  const read = (direction: number, { texts, starts, inputs }: LookedUp): void => {
    schedule.begin();
    for (let i = 0; i < texts; i++) {
      const start = starts[i] as number;
      schedule.add(inputs, start, (starts[i + 1] as number) - start, {
        inputOffset: direction * inputsPerDirection(architecture.units) * 4,
        states: statesAt + (start * directions + direction) * units * 4,
        stride: directions * units * 4,
        isReversed: direction === 1,
      });
    }
    const end = plan.schedule + schedule.finish() * TEXTS * FIELDS * 4;
    const kernel = plan.recurrent + direction * kernelSize * 4;
    if (end > plan.schedule) steps(plan.schedule, end, kernel, units * 4, plan.cells);
  };

  return (given) => {
    for (let direction = 0; direction < directions; direction++) read(direction, given);
  };
}

/** The recurrent kernels as the kernel of steps reads them: [direction, block, unit, gate, 4]. */
function fillRecurrent(model: LstmModel, into: Float32Array): void {
  const { units, bidirectional } = model.manifest.architecture;
  const values = weightValues(model, 'lstm/recurrent');
  const padded = paddedUnits(units);
  const columns = gateColumns(units);
  const blockSize = GATES * BLOCK;
  for (let direction = 0; direction < (bidirectional ? 2 : 1); direction++) {
    for (let unit = 0; unit < units; unit++) {
      for (const [column, { to, scale }] of columns.entries()) {
        const block = direction * (padded / BLOCK) + Math.floor(to / blockSize);
        const at = (block * padded + unit) * blockSize + (to % blockSize);
        into[at] = (values[(direction * units + unit) * columns.length + column] as number) * scale;
      }
    }
  }
}
