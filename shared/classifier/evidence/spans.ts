/** Consecutive tokens of a text, and what they add to the logit of its label. */
export interface Span {
  readonly begin: number;
  readonly end: number;
  readonly weight: number;
}

/** Of the weight of a span, what must be left when words at its ends are dropped. */
const KEPT = 0.9;

/**
 * Where the evidence of one text is gathered: what each span of at most `longest` tokens adds by itself, that is without
 * the spans inside it.
 */
export interface Spans {
  /** Begins a text of `count` tokens: nothing has been added. */
  begin(count: number): void;
  /** Adds to the span from token `begin` to before token `end`, of at most `longest` tokens. */
  add(begin: number, end: number, weight: number): void;
  /** The sum of all that was added. */
  sum(): number;
  /**
   * The weightiest spans, at most `most`, no two with a word in common. The weight of a span is the sum of all that was
   * added inside it. Greedy: the span with the largest weight, of either sign, first; then the largest among those that
   * share no word with it, and so on. Of each the shortest part is taken that keeps nine tenths of its weight (of the
   * parts of that length the weightiest), so that words which only happen to stand beside the telling ones are left off.
   */
  strongest(most: number): Span[];
}

/** @param maxTokens tokens of the longest text */
export function createSpans(maxTokens: number, longest: number): Spans {
  /** [token, length − 1]: added to this very span; then, by strongest, all that was added inside it. */
  const weights = new Float64Array(maxTokens * longest);
  let count = 0;

  const total = (begin: number, length: number): number =>
    length < 1 ? 0 : (weights[begin * longest + length - 1] as number);

  const sumInside = (): void => {
    for (let length = 2; length <= longest; length++) {
      for (let begin = 0; begin + length <= count; begin++) {
        const at = begin * longest + length - 1;
        const inside = total(begin, length - 1) + total(begin + 1, length - 1) - total(begin + 1, length - 2);
        weights[at] = (weights[at] as number) + inside;
      }
    }
  };

  const weightiest = (from: number, to: number, length: number, taken: readonly Span[]): Span | null => {
    let best: Span | null = null;
    let most = 0;
    for (let begin = from; begin + length <= to; begin++) {
      const weight = total(begin, length);
      if (Math.abs(weight) <= most) continue;
      if (taken.some((span) => begin < span.end && begin + length > span.begin)) continue;
      best = { begin, end: begin + length, weight };
      most = Math.abs(weight);
    }
    return best;
  };

  const core = ({ begin, end, weight }: Span): Span => {
    for (let length = 1; length < end - begin; length++) {
      const part = weightiest(begin, end, length, []);
      if (part && part.weight / weight >= KEPT) return part;
    }
    return { begin, end, weight };
  };

  return {
    begin(tokens) {
      count = Math.min(tokens, maxTokens);
      weights.fill(0, 0, count * longest);
    },
    add(begin, end, weight) {
      const at = begin * longest + (end - begin) - 1;
      weights[at] = (weights[at] as number) + weight;
    },
    sum() {
      let sum = 0;
      for (let i = 0; i < count * longest; i++) sum += weights[i] as number;
      return sum;
    },
    strongest(most) {
      sumInside();
      const taken: Span[] = [];
      while (taken.length < most) {
        let best: Span | null = null;
        for (let length = 1; length <= Math.min(longest, count); length++) {
          const candidate = weightiest(0, count, length, taken);
          if (candidate && (!best || Math.abs(candidate.weight) > Math.abs(best.weight))) best = candidate;
        }
        if (!best) break;
        taken.push(core(best));
      }
      return taken.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
    },
  };
}
