import type { Contribution } from './inspection.ts';

/** What one source adds by the tokens from `begin` to before `end`. */
export interface Part {
  readonly begin: number;
  readonly end: number;
  /** What it adds to each centred logit. */
  readonly byOutput: readonly number[];
  /** Sources that were added up already; one unless said. */
  readonly sources?: number;
}

/** Parts that come from the same tokens, added up; the weightiest first. */
export function gatherSpans(tokens: readonly string[], parts: readonly Part[]): Contribution[] {
  const bySpan = new Map<string, { begin: number; end: number; byOutput: number[]; sources: number }>();
  for (const { begin, end, byOutput, sources = 1 } of parts) {
    const key = `${begin} ${end}`;
    const found = bySpan.get(key);
    if (!found) {
      bySpan.set(key, { begin, end, byOutput: [...byOutput], sources });
      continue;
    }
    found.sources += sources;
    for (const [o, value] of byOutput.entries()) found.byOutput[o] = (found.byOutput[o] ?? 0) + value;
  }
  return [...bySpan.values()]
    .map((each) => ({ text: tokens.slice(each.begin, each.end).join(' '), ...each }))
    .sort((a, b) => strength(b) - strength(a));
}

/** How far it moves the output that it moves furthest. */
export const strength = ({ byOutput }: Pick<Part, 'byOutput'>): number => Math.max(...byOutput.map(Math.abs));
