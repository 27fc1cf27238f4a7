import type { Pooling } from '../architectures/recurrent/pooling.ts';
import type { Output } from '../model/output.ts';
import { centredLayer } from './centred.ts';
import type { Spans } from './spans.ts';

/** What was pooled from the states of one text. */
export interface PooledStates {
  /** [poolings, width] */
  readonly features: Float32Array;
  /** Share of each token in the attention. */
  readonly attention: Float32Array;
}

/**
 * Gathers for one text what each token's state adds to the centred logit of an output. Every pooling takes its features
 * from the states of tokens: a maximum from one token for each number, attention and mean from all by their shares. So the
 * last layer's sum over features is also a sum over tokens, exactly; what a state knows of the words around its token
 * counts as the token's. The last state stands for the whole text and belongs to no token.
 * @param states [tokens, width]
 * @returns what no token adds: the bias and the last state. With the sum of the spans it is the centred logit.
 */
export type GatherFromStates = (
  pooled: PooledStates,
  states: Float32Array,
  tokens: number,
  output: number,
  spans: Spans,
) => number;

/** @param weights the last layer: kernel [poolings × width, outputs], row-major. */
export function createRecurrentEvidence(
  poolings: readonly Pooling[],
  output: Output,
  weights: { readonly kernel: Float32Array; readonly bias: Float32Array },
  maxTokens: number,
): GatherFromStates {
  const { kernel, bias } = centredLayer(output, weights.kernel, weights.bias);
  const length = kernel.length / bias.length;
  const width = length / poolings.length;
  const added = new Float64Array(maxTokens);

  const product = (values: Float32Array, at: number, k: number): number => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += (values[at + j] as number) * (kernel[k + j] as number);
    return sum;
  };
  const addMaxima = (
    features: Float32Array,
    states: Float32Array,
    tokens: number,
    at: number,
    k: number,
  ): void => {
    for (let j = 0; j < width; j++) {
      const most = features[at + j] as number;
      let t = 0;
      while (t < tokens - 1 && states[t * width + j] !== most) t++;
      added[t] = (added[t] as number) + most * (kernel[k + j] as number);
    }
  };

  return ({ features, attention }, states, tokens, decided, spans) => {
    added.fill(0, 0, tokens);
    let rest = bias[decided] as number;
    for (const [p, pooling] of poolings.entries()) {
      const k = decided * length + p * width;
      if (tokens === 0) break;
      if (pooling === 'max') addMaxima(features, states, tokens, p * width, k);
      else if (pooling === 'last') rest += product(features, p * width, k);
      else {
        for (let t = 0; t < tokens; t++) {
          const share = pooling === 'mean' ? 1 / tokens : (attention[t] as number);
          added[t] = (added[t] as number) + share * product(states, t * width, k);
        }
      }
    }
    for (let t = 0; t < tokens; t++) spans.add(t, t + 1, added[t] as number);
    return rest;
  };
}
