import type { Development } from './corpus-schema.ts';

export type Side = 'training' | 'development' | 'unused';

/** A text by what decides its side: its own key (see comparable), and its group where texts are held out by group. */
export interface Keyed {
  readonly key: string;
  readonly group?: string | undefined;
}

/**
 * The side of each text of the file that the development part is held out of. Chosen by the text or its group itself,
 * so that it stays on its side when others come or go; groups are never divided.
 */
export function chooseSides(
  texts: readonly Keyed[],
  development: Exclude<Development, { whole: true }>,
  seed: number,
): Side[] {
  const groups = texts.map(({ key, group }) => group ?? key);
  if ('share' in development) {
    return groups.map((group) => (place(group, seed) < development.share ? 'development' : 'training'));
  }
  return countOut(groups, development, seed);
}

/** Groups in the order of their hashes: each to the development part while it fits in, else to the training part. */
function countOut(
  groups: readonly string[],
  { texts, training }: { texts: number; training: number },
  seed: number,
): Side[] {
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const places = new Map([...sizes.keys()].map((group) => [group, place(group, seed)]));
  const order = [...places].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1)).map(([group]) => group);
  const left = { development: texts, training };
  const sides = new Map<string, Side>();
  for (const group of order) {
    const size = sizes.get(group) ?? 0;
    const side = (['development', 'training'] as const).find((each) => size <= left[each]);
    if (side) left[side] -= size;
    sides.set(group, side ?? 'unused');
  }
  return groups.map((group) => sides.get(group) ?? 'unused');
}

/** Somewhere in [0, 1), by the key alone: FNV-1a, salted with the seed. */
function place(key: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x2c1b3c6d) >>> 0) / 2 ** 32;
}

/** For the card: what was held out. */
export function describeDevelopment(development: Development): string {
  const { file } = development;
  if ('whole' in development) return `The development part is ${file}`;
  const size =
    'share' in development
      ? `${(development.share * 100).toFixed(1)} %`
      : `${development.texts.toLocaleString('en-US')} texts`;
  const by = development.by === undefined ? '' : ` (whole groups of one ${development.by})`;
  return `The development part is ${size} of ${file}${by}, held out of training`;
}
