import type { FeatureTable } from './feature-table.ts';
import { type NgramSpec, visitNgrams } from './n-grams.ts';

/** Which features occur in each text, each once: those of text i are columns[starts[i]] to columns[starts[i + 1] − 1]. */
export interface SparseTexts {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
}

/** @param texts prepared: tokens separated by a space. */
export function sparseTexts(texts: readonly string[], spec: NgramSpec, table: FeatureTable): SparseTexts {
  const reader = createFeatureReader(spec, table);
  const starts = new Int32Array(texts.length + 1);
  let columns = new Int32Array(1 << 16);
  let used = 0;
  for (const [i, text] of texts.entries()) {
    const count = reader.read(text);
    while (used + count > columns.length) columns = grown(columns);
    columns.set(reader.features.subarray(0, count), used);
    used += count;
    starts[i + 1] = used;
  }
  return { starts, columns: columns.slice(0, used) };
}

export interface FeatureReader {
  /** Those of the text that was read last. */
  readonly features: Int32Array;
  /** Puts the features that occur in a text into `features`, each once; returns how many. */
  read(tokens: string): number;
}

export function createFeatureReader(spec: NgramSpec, table: FeatureTable): FeatureReader {
  /** For each feature the text that it was last met in. */
  const met = new Int32Array(table.size);
  let features = new Int32Array(1024);
  let text = 0;
  let count = 0;
  const visit = (first: number, second: number): void => {
    const row = table.rowOf(first, second);
    if (row < 0 || met[row] === text) return;
    met[row] = text;
    if (count === features.length) features = grown(features);
    features[count++] = row;
  };
  return {
    get features() {
      return features;
    },
    read(tokens) {
      if (++text === 0x7fffffff) {
        met.fill(0);
        text = 1;
      }
      count = 0;
      visitNgrams(tokens, spec, visit);
      return count;
    },
  };
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
