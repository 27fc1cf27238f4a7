import { weightValues, type Model } from '#shared/classifier/model/model.ts';
import { vectorOf } from './vector-of.ts';

/** The text CNN as its definition reads, in float64 and without any cleverness: three probabilities of one post. */
export function directCnn(model: Model, tokens: string): number[] {
  const { manifest } = model;
  if (manifest.architecture.type !== 'cnn') throw new Error('a CNN was expected');
  const { embedding, widths, filters } = manifest.architecture;
  const widest = Math.max(...widths);
  const words = tokens.split(' ').filter((token) => token !== '');
  const pads = (count: number): Float32Array[] =>
    new Array<Float32Array>(count).fill(vectorOf(model, '<pad>'));
  const vectors = words.slice(0, manifest.maxTokens).map((word) => vectorOf(model, word));
  const padded = [...pads(widest - 1), ...vectors, ...pads(widest + 2)];
  const at = (name: string, index: number): number => weightValues(model, name)[index] ?? NaN;

  const pooled = widths.flatMap((width) =>
    Array.from({ length: filters }, (_, f) => {
      let most = 0;
      for (let p = 0; p + width <= padded.length; p++) {
        let sum = at(`conv${width}/bias`, f);
        for (let o = 0; o < width; o++) {
          for (let d = 0; d < embedding; d++) {
            const kernel = at(`conv${width}/kernel`, (o * embedding + d) * filters + f);
            sum += (padded[p + o]?.[d] ?? NaN) * kernel;
          }
        }
        most = Math.max(most, sum);
      }
      return most;
    }),
  );
  if (manifest.output.type !== 'classes') throw new Error('a CNN for classes was expected');
  const { temperature, bias } = manifest.output.calibration;
  const exponentials = bias.map((shift, label) => {
    const logit = pooled.reduce((sum, feature, i) => sum + feature * at('dense/kernel', i * 3 + label), 0);
    return Math.exp((logit + at('dense/bias', label)) / temperature + shift);
  });
  const total = exponentials.reduce((sum, each) => sum + each, 0);
  return exponentials.map((each) => each / total);
}
