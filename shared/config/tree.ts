/** Settings that have not been validated yet: names with values, or with further names. */
export type Tree = Readonly<Record<string, unknown>>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Both trees in one; where both have a value the second one counts, and null or undefined means "not given". */
export function merge(first: Tree, second: Tree): Tree {
  const merged = new Map(Object.entries(first));
  for (const [name, value] of Object.entries(second)) {
    const before = merged.get(name);
    if (isTree(value)) merged.set(name, merge(isTree(before) ? before : {}, value));
    else if (value !== null && value !== undefined) merged.set(name, value);
  }
  return Object.fromEntries(merged);
}

/** A tree with one value in it. */
export function atPath(path: readonly string[], value: unknown): Tree {
  const [head = '', ...rest] = path;
  return { [head]: rest.length === 0 ? value : atPath(rest, value) };
}

/** The value at a path; undefined where there is none. */
export function valueAt(tree: unknown, path: readonly PropertyKey[]): unknown {
  let value = tree;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
