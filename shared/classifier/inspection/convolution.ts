import type { CnnModel } from '../compiled/cnn/cnn-model.ts';
import { PAD_ROW, weightValues } from '../model/model.ts';
import type { LayerOutput } from './inspection.ts';
import type { TextRows } from './text-rows.ts';

/** What all filters of one width say of one text. */
export interface Convolution {
  /** Of one filter at the window that begins with this token (below 0: pads in front), after the ReLU. */
  at(filter: number, first: number): number;
  /** A filter's maximum over all windows, and the token that its window begins with. */
  strongest(filter: number): { maximum: number; first: number };
}

/** All windows of one width: those that hold a token, and one of pads alone. */
export function convolve(model: CnnModel, { tokens, vectors }: TextRows, width: number): Convolution {
  const { embedding: dimensions, filters } = model.manifest.architecture;
  const embedding = weightValues(model, 'embedding');
  const kernel = weightValues(model, `conv${width}/kernel`);
  const bias = weightValues(model, `conv${width}/bias`);
  const pad = embedding.subarray(PAD_ROW * dimensions, (PAD_ROW + 1) * dimensions);
  const windows = tokens.length + width;
  const values = new Float64Array(windows * filters);
  for (let w = 0; w < windows; w++) {
    values.set(bias, w * filters);
    for (let o = 0; o < width; o++) {
      const token = w - width + 1 + o;
      const isPad = token < 0 || token >= tokens.length;
      const vector = isPad ? pad : vectors.subarray(token * dimensions, (token + 1) * dimensions);
      for (let d = 0; d < dimensions; d++) {
        const value = vector[d] ?? 0;
        const from = (o * dimensions + d) * filters;
        for (let f = 0; f < filters; f++)
          values[w * filters + f] = (values[w * filters + f] ?? 0) + value * (kernel[from + f] ?? 0);
      }
    }
  }
  const at = (filter: number, first: number): number =>
    Math.max(0, values[(first + width - 1) * filters + filter] ?? 0);
  return {
    at,
    strongest(filter) {
      let [maximum, first] = [0, -width];
      // The window of pads alone is the last one: words win where they are as strong.
      for (let w = 0; w < windows; w++) {
        const value = at(filter, w - width + 1);
        if (value > maximum) [maximum, first] = [value, w - width + 1];
      }
      return { maximum, first };
    },
  };
}

/** What each filter says of the windows that begin with a token. */
export function atTokens(
  name: string,
  convolution: Convolution,
  tokens: number,
  filters: number,
): LayerOutput {
  const values = new Float32Array(tokens * filters);
  for (let t = 0; t < tokens; t++) {
    for (let f = 0; f < filters; f++) values[t * filters + f] = convolution.at(f, t);
  }
  return { name, rows: 'tokens', columns: filters, values };
}
