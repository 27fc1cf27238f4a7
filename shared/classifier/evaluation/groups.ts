import type { LabelledText } from '../dataset/labelled-text.ts';

/** Positions of the examples of each group, the largest group first; of equals, by name. Without groups, none. */
export function groupsOf(
  examples: readonly Pick<LabelledText, 'group'>[],
): { group: string; at: number[] }[] {
  const groups = new Map<string, number[]>();
  for (const [i, { group }] of examples.entries()) {
    if (group === undefined) continue;
    const at = groups.get(group);
    if (at) at.push(i);
    else groups.set(group, [i]);
  }
  return [...groups]
    .map(([group, at]) => ({ group, at }))
    .sort((a, b) => b.at.length - a.at.length || (a.group < b.group ? -1 : 1));
}
