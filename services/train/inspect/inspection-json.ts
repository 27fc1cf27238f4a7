import type { Inspection } from '#shared/classifier/inspection/inspection.ts';
import type { Verdict } from './describe-inspection.ts';

/** What `inspect --json` prints of a text. */
export function inspectionJson(
  { model, outputs, scores }: Verdict,
  { tokens, known, layers, contributions, rest, filters }: Inspection,
): Record<string, unknown> {
  const byName = (values: readonly number[]): Record<string, number | undefined> =>
    Object.fromEntries(outputs.map((name, o) => [name, values[o]]));
  return {
    model,
    scores: byName(scores),
    tokens: tokens.map((token, t) => ({ token, known: known[t] })),
    contributions: contributions.map(({ byOutput, ...each }) => ({ ...each, adds: byName(byOutput) })),
    rest: byName(rest),
    filters: filters.map(({ byOutput, ...each }) => ({ ...each, adds: byName(byOutput) })),
    layers: layers.map(({ name, rows, columns, values }) => ({
      name,
      rows,
      shape: [columns === 0 ? 0 : values.length / columns, columns],
      values: Array.from(values, (value) => Number(value.toPrecision(5))),
    })),
  };
}
