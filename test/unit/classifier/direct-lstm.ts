import type { LstmModel } from '#shared/classifier/compiled/recurrent/lstm-model.ts';
import { weightValues } from '#shared/classifier/model/model.ts';
import { outputsOf } from '#shared/classifier/model/output.ts';
import { vectorOf } from './vector-of.ts';

/** The LSTM as its definition reads, in float64 and without any cleverness: three probabilities of one post. */
export function directLstm(model: LstmModel, tokens: string): number[] {
  const { manifest } = model;
  const { pooling, bidirectional } = manifest.architecture;
  const words = tokens.split(' ').filter((token) => token !== '');
  const vectors = words.slice(0, manifest.maxTokens).map((word) => vectorOf(model, word));
  const forwards = statesOf(model, vectors, 0);
  const backwards = bidirectional ? statesOf(model, vectors.toReversed(), 1).toReversed() : [];
  const states = forwards.map((state, t) => [...state, ...(backwards[t] ?? [])]);
  const width = manifest.architecture.units * (bidirectional ? 2 : 1);

  const features = pooling.flatMap((each): number[] => {
    if (states.length === 0) return Array<number>(width).fill(0);
    const number = (of: (column: number[]) => number): number[] =>
      Array.from({ length: width }, (_, j) => of(states.map((state) => state[j]!)));
    if (each === 'last') return [...forwards.at(-1)!, ...(backwards[0] ?? [])];
    if (each === 'max') return number((column) => Math.max(...column));
    if (each === 'mean') return number((column) => sum(column) / column.length);
    const kernel = weightValues(model, 'attention/kernel');
    const shares = softmax(states.map((state) => sum(state.map((value, j) => value * kernel[j]!))));
    return number((column) => sum(column.map((value, t) => value * shares[t]!)));
  });

  const outputs = outputsOf(manifest.output);
  const dense = weightValues(model, 'dense/kernel');
  const logits = Array.from(
    weightValues(model, 'dense/bias'),
    (bias, o) => bias + sum(features.map((feature, f) => feature * dense[f * outputs + o]!)),
  );
  if (manifest.output.type !== 'classes') throw new Error('an LSTM for classes was expected');
  const { temperature, bias } = manifest.output.calibration;
  return softmax(logits.map((logit, o) => logit / temperature + bias[o]!));
}

/** The states after each of some tokens, by their vectors, in the order in which they are read. */
function statesOf(model: LstmModel, vectors: readonly Float32Array[], direction: number): number[][] {
  const { embedding, units } = model.manifest.architecture;
  const columns = 4 * units;
  const kernel = weightValues(model, 'lstm/kernel').subarray(direction * embedding * columns);
  const bias = weightValues(model, 'lstm/bias').subarray(direction * columns);
  const recurrent = weightValues(model, 'lstm/recurrent').subarray(direction * units * columns);
  let state = Array<number>(units).fill(0);
  let memory = state;
  return vectors.map((vector) => {
    const sums = Array.from({ length: columns }, (_, c) => {
      const input = Array.from({ length: embedding }, (_, d) => vector[d]! * kernel[d * columns + c]!);
      return bias[c]! + sum(input) + sum(state.map((value, u) => value * recurrent[u * columns + c]!));
    });
    const gate = (index: number, u: number): number => sums[index * units + u]!;
    memory = memory.map((old, u) => sigmoid(gate(1, u)) * old + sigmoid(gate(0, u)) * Math.tanh(gate(3, u)));
    state = memory.map((value, u) => sigmoid(gate(2, u)) * Math.tanh(value));
    return state;
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
function softmax(values: readonly number[]): number[] {
  const exponentials = values.map((value) => Math.exp(value - Math.max(...values)));
  return exponentials.map((each) => each / sum(exponentials));
}
