import type { SparseTexts } from './sparse-texts.ts';

/**
 * How much more often each feature occurs in one class than in the others: ln((p / |p|) / (q / |q|)), p and q the texts
 * of the class and of the others that have the feature, plus `smoothing`, |p| and |q| their sums (Wang and Manning 2012,
 * "Baselines and bigrams: simple, good sentiment and topic classification").
 * @param share how much of a text is of the class: 0 or 1, or a teacher's probability.
 */
export function logCountRatio(
  { starts, columns }: SparseTexts,
  share: (text: number) => number,
  { features, smoothing }: { readonly features: number; readonly smoothing: number },
): Float64Array {
  const inside = new Float64Array(features).fill(smoothing);
  const outside = new Float64Array(features).fill(smoothing);
  for (let text = 0; text + 1 < starts.length; text++) {
    const part = share(text);
    for (let at = starts[text] as number; at < (starts[text + 1] as number); at++) {
      const column = columns[at] as number;
      inside[column] = (inside[column] as number) + part;
      outside[column] = (outside[column] as number) + 1 - part;
    }
  }
  const shift = Math.log(sum(outside) / sum(inside));
  return inside.map((count, column) => Math.log(count / (outside[column] as number)) + shift);
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
