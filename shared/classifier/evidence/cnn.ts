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

/**
 * Gathers for one text what the words under each filter's maximum add to the centred logit of an output: the pooled value
 * times its centred weight, exactly as the last layer adds it up. Maxima of pads alone belong to no word.
 * @returns what no word adds: the bias, and the maxima of pads. With the sum of the spans it is the centred logit.
 */
export type GatherEvidence = (pooled: Pooled, tokens: number, output: number, spans: Spans) => number;

export function createCnnEvidence(
  { widths, filters }: CnnArchitecture,
  output: Output,
  weights: { readonly kernel: Float32Array; readonly bias: Float32Array },
  { stride, origin, scale }: PooledLayout,
): GatherEvidence {
  const lead = (widths.at(-1) ?? 1) - 1;
  const { kernel, bias } = centredLayer(output, weights.kernel, weights.bias);
  for (let i = 0; i < kernel.length; i++) kernel[i] = (kernel[i] as number) / scale;

  return ({ maxima, winners }, tokens, decided, spans) => {
    let rest = bias[decided] as number;
    let k = decided * widths.length * filters;
    for (let i = 0; i < widths.length; i++) {
      const width = widths[i] as number;
      for (let f = i * stride; f < i * stride + filters; f++, k++) {
        const maximum = maxima[f] as number;
        if (maximum === 0) continue;
        const weight = maximum * (kernel[k] as number);
        const first = (((winners[f] as number) - origin) >> 2) - lead;
        const begin = Math.max(0, first);
        const end = Math.min(tokens, first + width);
        if (begin < end) spans.add(begin, end, weight);
        else rest += weight;
      }
    }
    return rest;
  };
}
