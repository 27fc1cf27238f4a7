import type { CnnModel } from '../compiled/cnn/cnn-model.ts';
import { centredLayer } from '../evidence/centred.ts';
import { weightValues } from '../model/model.ts';
import { outputsOf } from '../model/output.ts';
import { gatherSpans, strength } from './gather-spans.ts';
import type { FilterHit, Inspection, LayerOutput } from './inspection.ts';
import { atTokens, convolve } from './convolution.ts';
import { textRows } from './text-rows.ts';

/** Filters that are told of one by one. */
const FILTERS = 12;

/**
 * A CNN on one text, computed plainly from its weights: what every filter sees at every token, which words its maximum
 * comes from, and what those add to the centred logits.
 * @param prepared tokens of prepareText, separated by a space.
 */
export function inspectCnn(model: CnnModel, prepared: string): Inspection {
  const { widths, filters } = model.manifest.architecture;
  const text = textRows(model, prepared);
  const layer = centredLayer(
    model.manifest.output,
    weightValues(model, 'dense/kernel'),
    weightValues(model, 'dense/bias'),
  );
  const outputs = outputsOf(model.manifest.output);
  const features = widths.length * filters;
  const rest = [...layer.bias];
  const hits: (FilterHit & { begin: number; end: number })[] = [];
  const layers: LayerOutput[] = [
    {
      name: 'embedding',
      rows: 'tokens',
      columns: model.manifest.architecture.embedding,
      values: text.vectors,
    },
  ];
  const pooled = new Float32Array(features);
  for (const [i, width] of widths.entries()) {
    const convolution = convolve(model, text, width);
    layers.push(atTokens(`conv${width}`, convolution, text.tokens.length, filters));
    for (let f = 0; f < filters; f++) {
      const { maximum, first } = convolution.strongest(f);
      const feature = i * filters + f;
      pooled[feature] = maximum;
      const byOutput = Array.from(
        { length: outputs },
        (_, o) => maximum * (layer.kernel[o * features + feature] ?? 0),
      );
      const begin = Math.max(0, first);
      const end = Math.min(text.tokens.length, first + width);
      if (maximum > 0 && begin < end) {
        const name = `conv${width} #${f}`;
        hits.push({
          name,
          activation: maximum,
          text: text.tokens.slice(begin, end).join(' '),
          begin,
          end,
          byOutput,
        });
      } else {
        for (let o = 0; o < outputs; o++) rest[o] = (rest[o] ?? 0) + (byOutput[o] ?? 0);
      }
    }
  }
  hits.sort((a, b) => strength(b) - strength(a));
  const contributions = gatherSpans(text.tokens, hits);
  const logits = rest.map((value, o) =>
    contributions.reduce((sum, { byOutput }) => sum + (byOutput[o] ?? 0), value),
  );
  layers.push({ name: 'pooled', rows: 'text', columns: features, values: pooled });
  layers.push({ name: 'centred logits', rows: 'text', columns: outputs, values: Float32Array.from(logits) });
  return {
    tokens: text.tokens,
    known: text.known,
    layers,
    contributions,
    rest,
    filters: hits
      .slice(0, FILTERS)
      .map(({ name, activation, text: words, byOutput }) => ({ name, activation, text: words, byOutput })),
  };
}
