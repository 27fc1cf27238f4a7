import { weightValues } from '../model/model.ts';
import type { RecurrentModel } from './recurrent-model.ts';

/** The features of a text, by the token whose state they come from. */
export interface PooledStates {
  readonly features: number;
  /** What each token's state gives to each feature, [tokens, features]; their sum over the tokens is the feature. */
  readonly shares: Float32Array;
  /** How much of the attention each token gets; they add up to 1. */
  readonly attention: Float32Array | undefined;
}

/** The poolings of architectures/recurrent/pooling-layer.ts, each as a sum over the tokens. @param states [tokens, width] */
export function poolStates(
  model: RecurrentModel,
  states: Float32Array,
  tokens: number,
  width: number,
): PooledStates {
  const { pooling, units } = model.manifest.architecture;
  const features = pooling.length * width;
  const shares = new Float32Array(tokens * features);
  const state = (token: number, u: number): number => states[token * width + u] ?? 0;
  const attention = pooling.includes('attention')
    ? softmax(scores(states, weightValues(model, 'attention/kernel'), tokens))
    : undefined;
  for (const [p, kind] of pooling.entries()) {
    for (let u = 0; u < width; u++) {
      const give = (token: number, share: number): void => {
        shares[token * features + p * width + u] = share * state(token, u);
      };
      if (tokens === 0) continue;
      if (kind === 'last') give(u < units ? tokens - 1 : 0, 1);
      else if (kind === 'max') give(strongest(states, width, u, tokens), 1);
      else for (let t = 0; t < tokens; t++) give(t, kind === 'mean' ? 1 / tokens : (attention?.[t] ?? 0));
    }
  }
  return { features, shares, attention };
}

/** The token at which a unit is largest. */
function strongest(states: Float32Array, width: number, unit: number, tokens: number): number {
  let best = 0;
  for (let t = 1; t < tokens; t++) {
    if ((states[t * width + unit] ?? 0) > (states[best * width + unit] ?? 0)) best = t;
  }
  return best;
}

function scores(states: Float32Array, kernel: Float32Array, tokens: number): Float32Array {
  const width = kernel.length;
  return Float32Array.from({ length: tokens }, (_, t) =>
    kernel.reduce((sum, weight, u) => sum + weight * (states[t * width + u] ?? 0), 0),
  );
}

function softmax(values: Float32Array): Float32Array {
  const most = Math.max(...values);
  const raised = values.map((value) => Math.exp(value - most));
  const total = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / total);
}
