import { sensitivities, type Sensitivity } from '../detection/sensitivity.ts';
import { ruleOf, scopeOf, type Rules, type RuleScope } from '../settings/sensitivity-rules.ts';
import { byProduct } from './by-product.ts';
import type { Rating } from './rating.ts';

/** An incident with the newest that people have said of it; times in milliseconds UTC. */
export interface RatedIncident {
  readonly id: string;
  readonly product: string;
  readonly brand: string | null;
  /** As it was when it opened. */
  readonly sensitivity: string;
  readonly rating: Rating;
  readonly pendingAt: number;
  readonly openedAt: number;
  readonly resolvedAt: number | null;
}

/** Whether an alert was right: useful is, irrelevant and wrong-sentiment are not; expected says nothing of it (null). */
export const wasRight: Readonly<Record<Rating, boolean | null>> = {
  useful: true,
  expected: null,
  irrelevant: false,
  'wrong-sentiment': false,
};

/** So many ratings that say whether an alert was right are needed, */
export const LEAST_RATINGS = 5;
/** and where fewer of them than this are right, less should be raised. */
const LEAST_PRECISION = 0.5;

/** A stricter setting that ratings speak for; whether it helps, its backtest tells. */
export interface Proposal {
  readonly scope: RuleScope;
  readonly from: Sensitivity;
  readonly to: Sensitivity;
  /** The ratings behind it that say whether an alert was right. */
  readonly rated: readonly RatedIncident[];
  /** How many of them say so. */
  readonly right: number;
}

/**
 * The next stricter sensitivity wherever, of five ratings or more, fewer than half say that an alert was right. Only incidents count
 * that were raised at the sensitivity that holds now. A product with five ratings is judged by its own; those of the other products
 * are put together by the rule that holds for them.
 */
export function proposals(incidents: readonly RatedIncident[], rules: Rules): Proposal[] {
  const counted = incidents.filter(
    ({ product: id, brand, sensitivity, rating }) =>
      wasRight[rating] !== null && ruleOf(rules, { id, brand }).sensitivity === sensitivity,
  );
  const groups = new Map<string, { scope: RuleScope; rated: RatedIncident[] }>();
  for (const [product, rated] of byProduct(counted)) {
    const general = scopeOf(rules, { id: product, brand: rated[0]?.brand ?? null });
    const scope = rated.length >= LEAST_RATINGS ? { product, brand: null } : general;
    const key = JSON.stringify(scope);
    const group = groups.get(key);
    if (group) group.rated.push(...rated);
    else groups.set(key, { scope, rated: [...rated] });
  }
  return [...groups.values()].flatMap(({ scope, rated }) => proposalFor(scope, rated) ?? []);
}

function proposalFor(scope: RuleScope, rated: readonly RatedIncident[]): Proposal | null {
  if (rated.length < LEAST_RATINGS) return null;
  const right = rated.filter(({ rating }) => wasRight[rating]).length;
  if (right / rated.length >= LEAST_PRECISION) return null;
  const from = sensitivities.find((each) => each === rated[0]?.sensitivity);
  const to = from && sensitivities[sensitivities.indexOf(from) + 1];
  return from && to ? { scope, from, to, rated, right } : null;
}
