/**
 * A rule of the scanner: reads what starts at `at`, appends its tokens, and returns where it ended. It returns `at`
 * when it does not apply. It must not look further than it consumes but for a bounded stretch, so that the whole scan
 * stays linear.
 */
export type Rule = (text: string, at: number, tokens: string[]) => number;

/** End of the match of a sticky pattern at `at`; `at` when there is none. */
export function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Appends a token unless it is the last one already. */
export function pushOnce(token: string, tokens: string[]): void {
  if (tokens[tokens.length - 1] !== token) tokens.push(token);
}
