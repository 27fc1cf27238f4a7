import { weightValues } from '../model/model.ts';
import type { RecurrentModel } from './recurrent-model.ts';

/** What one direction of a recurrence does at each token, in the order of the text; all [tokens, units]. */
export interface Trace {
  readonly gates: Readonly<Record<string, Float32Array>>;
  readonly state: Float32Array;
}

/** What the gates are called, in the order in which their columns lie. */
const names = { lstm: ['input', 'forget', 'output', 'candidate'], gru: ['update', 'reset', 'candidate'] };

/**
 * The equations of architectures/recurrent, one token after the other.
 * @param vectors [tokens, embedding] @param direction 0 reads forwards, 1 backwards
 */
export function traceDirection(
  model: RecurrentModel,
  vectors: Float32Array,
  tokens: number,
  direction: number,
): Trace {
  const { type, units, embedding } = model.manifest.architecture;
  const gates = names[type];
  const columns = gates.length * units;
  const part = (name: string, size: number): Float32Array =>
    weightValues(model, `${type}/${name}`).subarray(direction * size, (direction + 1) * size);
  const kernel = part('kernel', embedding * columns);
  const bias = part('bias', columns);
  const recurrent = part('recurrent', units * columns);
  const trace = {
    gates: Object.fromEntries(gates.map((name) => [name, new Float32Array(tokens * units)])),
    state: new Float32Array(tokens * units),
  };
  let state: Float64Array = new Float64Array(units);
  let memory: Float64Array = new Float64Array(units);
  for (let step = 0; step < tokens; step++) {
    const token = direction === 0 ? step : tokens - 1 - step;
    const sums = Float64Array.from(bias);
    addProduct(vectors.subarray(token * embedding, (token + 1) * embedding), kernel, columns, sums);
    const next =
      type === 'lstm'
        ? lstmStep(sums, recurrent, state, memory)
        : { ...gruStep(sums, recurrent, state), memory };
    ({ state, memory } = next);
    for (const [g, name] of gates.entries())
      trace.gates[name]?.set(next.open.subarray(g * units, (g + 1) * units), token * units);
    trace.state.set(state, token * units);
  }
  return trace;
}

interface Step {
  /** The gates after their squashing, side by side. */
  readonly open: Float64Array;
  readonly state: Float64Array;
}

/** c ← f c + i g; h ← o tanh(c). */
function lstmStep(
  sums: Float64Array,
  recurrent: Float32Array,
  before: Float64Array,
  kept: Float64Array,
): Step & { memory: Float64Array } {
  const units = before.length;
  addProduct(before, recurrent, 4 * units, sums);
  const open = sums.map((sum, column) => (column < 3 * units ? sigmoid(sum) : Math.tanh(sum)));
  const gate = (g: number, u: number): number => open[g * units + u] ?? 0;
  const memory = kept.map((value, u) => gate(1, u) * value + gate(0, u) * gate(3, u));
  return { open, memory, state: memory.map((value, u) => gate(2, u) * Math.tanh(value)) };
}

/** g = tanh(x + R (r h)); h ← z h + (1 − z) g. */
function gruStep(sums: Float64Array, recurrent: Float32Array, before: Float64Array): Step {
  const units = before.length;
  const opening = Float64Array.from(sums);
  addProduct(before, recurrent, 3 * units, opening);
  const open = opening.map(sigmoid);
  const reset = before.map((value, u) => value * (open[units + u] ?? 0));
  const proposed = Float64Array.from(sums);
  addProduct(reset, recurrent, 3 * units, proposed);
  for (let u = 0; u < units; u++) open[2 * units + u] = Math.tanh(proposed[2 * units + u] ?? 0);
  const state = before.map((value, u) => {
    const z = open[u] ?? 0;
    return z * value + (1 - z) * (open[2 * units + u] ?? 0);
  });
  return { open, state };
}

/** sums += vector · matrix, the matrix row-major with so many columns. */
function addProduct(
  vector: Float32Array | Float64Array,
  matrix: Float32Array,
  columns: number,
  sums: Float64Array,
): void {
  for (let row = 0; row < vector.length; row++) {
    const value = vector[row] as number;
    for (let c = 0; c < columns; c++) {
      sums[c] = (sums[c] as number) + value * (matrix[row * columns + c] as number);
    }
  }
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
