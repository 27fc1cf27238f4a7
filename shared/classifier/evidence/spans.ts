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
  const weights = new Float64Array((maxTokens + 1) * longest);
  let count = 0;

  const sumInside = (): void => {
    for (let length = 2; length <= longest; length++) {
      for (let begin = 0; begin + length <= count; begin++) {
        const at = begin * longest + length - 1;
        const next = at + longest;
        // Both spans of one less, and what they share but once.
        const shared = length > 2 ? (weights[next - 2] as number) : 0;
        weights[at] =
          (weights[at] as number) + (weights[at - 1] as number) + (weights[next - 1] as number) - shared;
      }
    }
  };

  /** Where the weightiest span lies of `shortest` to `longest` tokens between two tokens; -1 when none weighs anything. */
  const weightiest = (from: number, to: number, shortest: number, most: number): number => {
    let best = -1;
    let largest = 0;
    for (let begin = from; begin < to; begin++) {
      const last = Math.min(most, to - begin);
      for (let length = shortest; length <= last; length++) {
        const size = Math.abs(weights[begin * longest + length - 1] as number);
        if (size <= largest) continue;
        largest = size;
        best = begin * longest + length - 1;
      }
    }
    return best;
  };

  const spanAt = (at: number): Span => {
    const begin = Math.floor(at / longest);
    return { begin, end: begin + (at % longest) + 1, weight: weights[at] as number };
  };

  const coreOf = (whole: Span): Span => {
    for (let length = 1; length < whole.end - whole.begin; length++) {
      const at = weightiest(whole.begin, whole.end, length, length);
      if (at >= 0 && (weights[at] as number) / whole.weight >= KEPT) return spanAt(at);
    }
    return whole;
  };

  /** Spans with a word of this one weigh nothing any more. */
  const take = ({ begin, end }: Span): void => {
    for (let b = Math.max(0, begin - longest + 1); b < end; b++) {
      weights.fill(0, b * longest + Math.max(0, begin - b), (b + 1) * longest);
    }
  };

  return {
    begin(tokens) {
      count = Math.min(tokens, maxTokens);
      weights.fill(0, 0, (count + 1) * longest);
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
      const strongest: Span[] = [];
      while (strongest.length < most) {
        const at = weightiest(0, count, 1, longest);
        if (at < 0) break;
        const core = coreOf(spanAt(at));
        take(core);
        strongest.push(core);
      }
      return strongest.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
    },
  };
}
