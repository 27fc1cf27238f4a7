/** Words with a vector each. */
export interface WordVectors {
  readonly words: readonly string[];
  readonly dimensions: number;
  /** [words, dimensions], row-major. */
  readonly values: Float32Array;
}

export interface Neighbour {
  readonly word: string;
  /** Cosine of the angle between the vectors: 1 in the same direction, 0 unrelated. */
  readonly similarity: number;
}

/**
 * The words whose vectors point most nearly where that of one row does.
 * @param from words before this row are left out, such as `<pad>`.
 */
export function nearestWords(
  { words, dimensions, values }: WordVectors,
  row: number,
  count: number,
  from = 0,
): Neighbour[] {
  const product = (a: number, b: number): number => {
    let sum = 0;
    for (let d = 0; d < dimensions; d++) {
      sum += (values[a * dimensions + d] ?? 0) * (values[b * dimensions + d] ?? 0);
    }
    return sum;
  };
  const own = Math.sqrt(product(row, row));
  const found: Neighbour[] = [];
  for (let other = from; other < words.length; other++) {
    if (other === row) continue;
    const similarity = product(row, other) / (own * Math.sqrt(product(other, other)) || 1);
    if (found.length === count && similarity <= (found.at(-1)?.similarity ?? 0)) continue;
    const place = found.findIndex((each) => each.similarity < similarity);
    found.splice(place < 0 ? found.length : place, 0, { word: words[other] ?? '', similarity });
    if (found.length > count) found.pop();
  }
  return found;
}
