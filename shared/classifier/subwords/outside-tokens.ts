/** Gives tokens outside a vocabulary rows behind it, each its own, in the order in which they come. */
export interface OutsideTokens {
  readonly tokens: readonly string[];
  readonly rowOf: (token: string) => number;
}

/** @param size rows of the vocabulary. */
export function createOutsideTokens(size: number): OutsideTokens {
  const rows = new Map<string, number>();
  const tokens: string[] = [];
  return {
    tokens,
    rowOf(token) {
      let row = rows.get(token);
      if (row === undefined) rows.set(token, (row = size + tokens.push(token) - 1));
      return row;
    },
  };
}
