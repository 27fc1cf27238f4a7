import type { DenseArchitecture } from '../architectures/dense.ts';
import { centredLayer } from '../evidence/centred.ts';
import { type Model, PAD_ROW, weightValues } from '../model/model.ts';
import { outputsOf } from '../model/output.ts';
import { gatherSpans } from './gather-spans.ts';
import type { Inspection } from './inspection.ts';
import { textRows } from './text-rows.ts';

export type DenseModel = Model & { readonly manifest: { readonly architecture: DenseArchitecture } };
export const isDense = (model: Model): model is DenseModel => model.manifest.architecture.type === 'dense';

/**
 * A dense network on one text. Its hidden units are ReLUs: given which of them are above 0, its logits are sums over the
 * positions, so what each token adds through those units is exact. Which units are above 0 depends on all tokens at once.
 * @param prepared tokens of prepareText, separated by a space.
 */
export function inspectDense(model: DenseModel, prepared: string): Inspection {
  const { architecture, output, maxTokens } = model.manifest;
  const { embedding: width, units } = architecture;
  const text = textRows(model, prepared);
  const count = text.tokens.length;
  const kernel = weightValues(model, 'hidden/kernel');
  const pad = weightValues(model, 'embedding').subarray(PAD_ROW * width, (PAD_ROW + 1) * width);
  /** What each position adds to each unit, [positions, units]. */
  const added = new Float64Array(maxTokens * units);
  const hidden = Float64Array.from(weightValues(model, 'hidden/bias'));
  for (let t = 0; t < maxTokens; t++) {
    const vector = t < count ? text.vectors.subarray(t * width, (t + 1) * width) : pad;
    for (let d = 0; d < width; d++) {
      const value = vector[d] as number;
      if (value === 0) continue;
      const from = (t * width + d) * units;
      for (let u = 0; u < units; u++) {
        added[t * units + u] = (added[t * units + u] as number) + value * (kernel[from + u] as number);
      }
    }
    for (let u = 0; u < units; u++) hidden[u] = (hidden[u] as number) + (added[t * units + u] as number);
  }
  const layer = centredLayer(output, weightValues(model, 'dense/kernel'), weightValues(model, 'dense/bias'));
  const outputs = outputsOf(output);
  /** Σ over the units above 0 of `amount(unit)` times their weight. */
  const through = (amount: (unit: number) => number): number[] =>
    Array.from({ length: outputs }, (_, o) =>
      hidden.reduce(
        (sum, value, u) => (value > 0 ? sum + amount(u) * (layer.kernel[o * units + u] ?? 0) : sum),
        0,
      ),
    );
  const contributions = text.tokens.map((_, t) => ({
    begin: t,
    end: t + 1,
    byOutput: through((u) => added[t * units + u] ?? 0),
  }));
  const logits = through((u) => hidden[u] ?? 0).map((value, o) => value + (layer.bias[o] ?? 0));
  return {
    tokens: text.tokens,
    known: text.known,
    layers: [
      { name: 'embedding', rows: 'tokens', columns: width, values: text.vectors },
      {
        name: 'hidden',
        rows: 'text',
        columns: units,
        values: Float32Array.from(hidden, (value) => Math.max(0, value)),
      },
      { name: 'centred logits', rows: 'text', columns: outputs, values: Float32Array.from(logits) },
    ],
    contributions: gatherSpans(text.tokens, contributions),
    rest: logits.map((logit, o) =>
      contributions.reduce((rest, { byOutput }) => rest - (byOutput[o] ?? 0), logit),
    ),
    filters: [],
  };
}
