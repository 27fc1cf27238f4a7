import type { Random } from '../training/random.ts';
import type { SparseTexts } from './sparse-texts.ts';

/** One class against all others. */
export interface Problem {
  readonly texts: SparseTexts;
  readonly isClass: (text: number) => boolean;
  /** How much each text counts: the cost of its loss against the length of the weights. 0 leaves it out. */
  readonly costs: Float64Array;
  /** What a feature counts in a text that has it, before the text is scaled to unit length by the square root of how many it has. */
  readonly scales: Float64Array;
  readonly random: Random;
}

export interface Solution {
  /** By feature; already times its scale. */
  readonly weights: Float64Array;
  readonly bias: number;
  /** Passes over the texts. */
  readonly passes: number;
}

const MOST_PASSES = 60;
/** Ends when the dual variables move less than this share of their range in a pass, on average. */
const STILL = 1e-3;
const NEWTON_STEPS = 30;

/**
 * Logistic regression with an L2 penalty, on texts with features 1/√n: minimises
 * ½‖w‖² + ½b² + Σ costᵢ ln(1 + exp(−yᵢ(w·xᵢ + b))) by coordinate descent on its dual (Yu, Huang and Lin 2011, "Dual
 * coordinate descent methods for logistic regression and maximum entropy models"): one dual variable a text, between 0
 * and its cost, each step exact. The dual variable is cost·σ(t); its derivative rises with t, so Newton's method between
 * bounds that close in finds the one zero.
 */
export function fitLogisticRegression({ texts, isClass, costs, scales, random }: Problem): Solution {
  const { starts, columns } = texts;
  const count = starts.length - 1;
  const squares = scales.map((scale) => scale * scale);
  const weights = new Float64Array(scales.length);
  const duals = new Float64Array(count);
  const lengths = Float64Array.from({ length: count }, (_, i) => squaredLength(texts, i, squares));
  const order = Int32Array.from({ length: count }, (_, i) => i);
  let bias = 0;
  let passes = 0;
  for (let moved = Infinity; passes < MOST_PASSES && moved > STILL; passes++) {
    random.shuffle(order);
    moved = 0;
    for (const text of order) {
      const cost = costs[text] as number;
      const start = starts[text] as number;
      const end = starts[text + 1] as number;
      if (cost === 0) continue;
      const scale = end > start ? 1 / Math.sqrt(end - start) : 0;
      let sum = 0;
      for (let at = start; at < end; at++) sum += weights[columns[at] as number] as number;
      const sign = isClass(text) ? 1 : -1;
      const dual = duals[text] as number;
      const next = minimise(cost, dual, lengths[text] as number, sign * (sum * scale + bias));
      const change = (next - dual) * sign;
      duals[text] = next;
      moved += Math.abs(change) / cost / count;
      bias += change;
      for (let at = start; at < end; at++) {
        const column = columns[at] as number;
        weights[column] = (weights[column] as number) + change * scale * (squares[column] as number);
      }
    }
  }
  return { weights, bias, passes };
}

/** Of a text with its bias, which is a feature of 1. */
function squaredLength({ starts, columns }: SparseTexts, text: number, squares: Float64Array): number {
  const start = starts[text] as number;
  const end = starts[text + 1] as number;
  let sum = 0;
  for (let at = start; at < end; at++) sum += squares[columns[at] as number] as number;
  return 1 + (end > start ? sum / (end - start) : 0);
}

/** The dual variable z = cost·σ(t) for which length·(z − dual) + margin + t is 0. */
function minimise(cost: number, dual: number, length: number, margin: number): number {
  let low = -margin - length * (cost - dual);
  let high = -margin + length * dual;
  let t = dual > 0 && dual < cost ? Math.log(dual / (cost - dual)) : (low + high) / 2;
  let share = 0;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    if (!(t > low && t < high)) t = (low + high) / 2;
    share = 1 / (1 + Math.exp(-t));
    const slope = length * (cost * share - dual) + margin + t;
    if (Math.abs(slope) < 1e-9) break;
    if (slope > 0) high = t;
    else low = t;
    t -= slope / (1 + length * cost * share * (1 - share));
  }
  return cost * share;
}
