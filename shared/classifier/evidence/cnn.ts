import type { CnnArchitecture } from '../architectures/cnn.ts';
import type { Output } from '../model/output.ts';
import { centredLayer } from './centred.ts';
import type { Spans } from './spans.ts';

/** Pooled features of one text, width after width, `stride` numbers each: the filters, then anything. */
export interface Pooled<Maxima extends ArrayLike<number> = ArrayLike<number>> {
  /** The maximum of each filter over all windows, after the ReLU. */
  readonly maxima: Maxima;
  /**
   * The window that each maximum comes from, as the address of its first position: the first pad in front of the text is
   * at `origin`, each further position 4 later. Below `origin`: none, or a window of pads alone.
   */
  readonly winners: Int32Array;
}

/** How pooled features are laid out. */
export interface PooledLayout {
  readonly stride: number;
  readonly origin: number;
  /** What one is in the maxima. */
  readonly scale: number;
}

export interface CnnManifest {
  readonly architecture: CnnArchitecture;
  readonly output: Output;
  readonly maxTokens: number;
}

/**
 * Gathers for one text what the words under each filter's maximum add to the centred logit of an output: the pooled value
 * times its centred weight, exactly as the last layer adds it up. Maxima of pads alone belong to no word.
 * @returns what no word adds: the bias, and the maxima of pads. With the sum of the spans it is the centred logit.
 */
export type GatherEvidence = (pooled: Pooled, tokens: number, output: number, spans: Spans) => number;

export function createCnnEvidence(
  { architecture, output, maxTokens }: CnnManifest,
  weights: { readonly kernel: Float32Array; readonly bias: Float32Array },
  { stride, origin, scale }: PooledLayout,
): GatherEvidence {
  const { widths, filters } = architecture;
  const lead = (widths.at(-1) ?? 1) - 1;
  const { kernel, bias } = centredLayer(output, weights.kernel, weights.bias);
  for (let i = 0; i < kernel.length; i++) kernel[i] = (kernel[i] as number) / scale;

  /** What each window adds, by the place of its first position; at 0, what no window does. */
  const sums = new Float64Array(maxTokens + lead + (widths.at(-1) ?? 1) + 1);
  const first = (origin >> 2) - 1;

  return ({ maxima, winners }, tokens, decided, spans) => {
    let rest = bias[decided] as number;
    let k = decided * widths.length * filters;
    for (let i = 0; i < widths.length; i++) {
      const width = widths[i] as number;
      sums.fill(0, 0, tokens + lead + width + 1);
      for (let f = i * stride; f < i * stride + filters; f++, k++) {
        const window = Math.max(0, ((winners[f] as number) >> 2) - first);
        sums[window] = (sums[window] as number) + (maxima[f] as number) * (kernel[k] as number);
      }
      rest += sums[0] as number;
      for (let window = 1; window < tokens + lead + width + 1; window++) {
        const sum = sums[window] as number;
        if (sum === 0) continue;
        const token = window - 1 - lead;
        const begin = Math.max(0, token);
        const end = Math.min(tokens, token + width);
        if (begin < end) spans.add(begin, end, sum);
        else rest += sum;
      }
    }
    return rest;
  };
}
