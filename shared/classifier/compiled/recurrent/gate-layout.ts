import { GATES } from './lstm-kernel.ts';
import { SIGMOID_SCALE, TANH_SCALE } from './squashing.ts';

/** Units that the kernel computes at once. */
export const BLOCK = 4;

/** Units, filled up to whole blocks with units that stay 0. */
export const paddedUnits = (units: number): number => Math.ceil(units / BLOCK) * BLOCK;

/**
 * Where the kernel has what the model stores for one direction: each column [gate, unit] of the model at
 * [block, gate, unit within the block], and what it multiplies it by (see squashing.ts).
 */
export function gateColumns(units: number): { readonly to: number; readonly scale: number }[] {
  return Array.from({ length: GATES * units }, (_, column) => {
    const gate = Math.floor(column / units);
    const unit = column % units;
    const block = Math.floor(unit / BLOCK);
    const to = (block * GATES + gate) * BLOCK + (unit % BLOCK);
    return { to, scale: gate === GATES - 1 ? TANH_SCALE : SIGMOID_SCALE };
  });
}
