import type { CnnModel } from '../compiled/cnn/cnn-model.ts';
import { createPooling } from '../compiled/cnn/pooling.ts';
import { centredLayer } from '../evidence/centred.ts';
import { weightValues } from '../model/model.ts';
import { outputsOf } from '../model/output.ts';
import { createVocabulary } from '../model/vocabulary.ts';

/** What one filter looks for. */
export interface FilterProfile {
  /** `conv3 #17` */
  readonly name: string;
  /** What an activation of 1 adds to each centred logit. */
  readonly byOutput: readonly number[];
  /** Mean over the texts of its maximum. */
  readonly meanActivation: number;
  /** Different n-grams under its maximum, those that it fires on most first. */
  readonly ngrams: readonly { readonly text: string; readonly activation: number }[];
}

/**
 * What the filters of a CNN fire on in a collection of texts; first the filters that move the logits most:
 * deviation of the activation × weight.
 * @param prepared tokens of prepareText for each text, separated by a space.
 * @param most n-grams for each filter.
 */
export function inspectFilters(model: CnnModel, prepared: readonly string[], most: number): FilterProfile[] {
  const { architecture, maxTokens, output } = model.manifest;
  const { widths, filters } = architecture;
  const vocabulary = createVocabulary(model.vocabulary);
  const pooling = createPooling(model);
  const lead = (widths.at(-1) ?? 1) - 1;
  const rows = new Int32Array(maxTokens);
  const sums = new Float64Array(widths.length * filters);
  const squares = new Float64Array(sums.length);
  const best = Array.from({ length: widths.length * filters }, () => createStrongest(most));
  for (const text of prepared) {
    const tokens = text.split(' ').filter((token) => token !== '');
    pooling.outside.makeRoom(maxTokens);
    const count = vocabulary.encode(text, rows, 0, maxTokens, pooling.outside.rowOf);
    const { maxima, winners } = pooling.pool(rows, count);
    for (const [i, width] of widths.entries()) {
      for (let f = 0; f < filters; f++) {
        const at = i * pooling.stride + f;
        const activation = (maxima[at] as number) / pooling.scale;
        const first = (((winners[at] as number) - pooling.origin) >> 2) - lead;
        const feature = i * filters + f;
        sums[feature] = (sums[feature] as number) + activation;
        squares[feature] = (squares[feature] as number) + activation * activation;
        best[feature]?.offer(activation, () =>
          tokens.slice(Math.max(0, first), Math.min(count, first + width)).join(' '),
        );
      }
    }
  }
  const { kernel } = centredLayer(
    output,
    weightValues(model, 'dense/kernel'),
    weightValues(model, 'dense/bias'),
  );
  const outputs = outputsOf(output);
  const texts = Math.max(1, prepared.length);
  const profiles = best.map((strongest, feature) => {
    const mean = (sums[feature] as number) / texts;
    const byOutput = Array.from({ length: outputs }, (_, o) => kernel[o * sums.length + feature] ?? 0);
    const deviation = Math.sqrt(Math.max(0, (squares[feature] as number) / texts - mean * mean));
    const profile: FilterProfile = {
      name: `conv${widths[Math.floor(feature / filters)] ?? 0} #${feature % filters}`,
      byOutput,
      meanActivation: mean,
      ngrams: strongest.all(),
    };
    return { profile, influence: deviation * Math.max(...byOutput.map(Math.abs)) };
  });
  return profiles.sort((a, b) => b.influence - a.influence).map(({ profile }) => profile);
}

/** The different texts with the largest activations. */
function createStrongest(most: number): {
  /** The text is only made when it is among them. */
  offer(activation: number, text: () => string): void;
  all(): { text: string; activation: number }[];
} {
  const found: { text: string; activation: number }[] = [];
  return {
    offer(activation, make) {
      if (activation <= 0 || (found.length === most && activation <= (found.at(-1)?.activation ?? 0))) return;
      const text = make();
      if (text === '' || found.some((each) => each.text === text && each.activation >= activation)) return;
      const earlier = found.findIndex((each) => each.text === text);
      if (earlier >= 0) found.splice(earlier, 1);
      const place = found.findIndex((each) => each.activation < activation);
      found.splice(place < 0 ? found.length : place, 0, { text, activation });
      if (found.length > most) found.pop();
    },
    all: () => found,
  };
}
