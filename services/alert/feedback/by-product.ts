/** Things by their product, in the order in which products come up. */
export function byProduct<T extends { readonly product: string }>(things: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(thing.product);
    if (group) group.push(thing);
    else groups.set(thing.product, [thing]);
  }
  return groups;
}
