import type { Model } from '#shared/classifier/model/model.ts';

/** Numbers that a model consists of, those of its members among them. */
export function parametersOf({ weights, members = [] }: Model): number {
  const own = [...weights.values()].reduce((sum, { values }) => sum + values.length, 0);
  return members.reduce((sum, member) => sum + parametersOf(member), own);
}
