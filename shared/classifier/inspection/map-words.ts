import { createRandom } from '../training/random.ts';
import type { WordVectors } from './nearest-words.ts';

const SEED = 2018;
const NEIGHBOURS = 12;
const FEWEST = 8;

/** Whether the package that lays words out is installed: it is optional. */
export const mapsAvailable = (): Promise<boolean> =>
  import('umap-js').then(
    () => true,
    () => false,
  );

/**
 * Lays words out in the plane so that neighbours stay neighbours: UMAP (McInnes et al. 2018) on vectors of length 1, so
 * that only directions count. The same vectors give the same map, under one version of Node.js.
 * @param rows of the words to lay out.
 * @returns a point for each of the rows.
 */
export async function mapWords(
  { dimensions, values }: WordVectors,
  rows: readonly number[],
): Promise<(readonly [number, number])[]> {
  // So few have no neighbourhoods.
  if (rows.length < FEWEST) return rows.map((_, i) => [i, 0] as const);
  const { UMAP } = await import('umap-js');
  const vectors = rows.map((row) => {
    const vector = Array.from(values.subarray(row * dimensions, (row + 1) * dimensions));
    const length = Math.hypot(...vector) || 1;
    return vector.map((value) => value / length);
  });
  const { next } = createRandom(SEED);
  const neighbours = Math.min(NEIGHBOURS, rows.length - 1);
  const umap = new UMAP({ nComponents: 2, nNeighbors: neighbours, minDist: 0.15, random: next });
  return umap.fit(vectors).map(([x = 0, y = 0]) => [x, y] as const);
}
