import type { Queryable } from '../counting/changed-hours.ts';
import { HISTORY, GAP } from '../detection/baseline-period.ts';
import type { Incident } from '../detection/lifecycle.ts';
import { replay } from '../detection/replay.ts';
import type { Sensitivity } from '../detection/sensitivity.ts';
import { DAY, MINUTE } from '../detection/windows.ts';
import { ownerPriors } from '../evaluation/owner-sums.ts';
import { staggerOf } from '../evaluation/stagger.ts';
import { loadSeries } from '../history/load-series.ts';
import { excludedStretches } from '../settings/excluded-stretches.ts';
import { byProduct } from './by-product.ts';
import { wasRight, type Proposal, type RatedIncident } from './proposal.ts';

/** What going through history again raises at one sensitivity. */
export interface Raised {
  /** Of the incidents that were rated, how many are raised again, and how many of these are right. */
  readonly rated: number;
  readonly right: number;
  /** Alerts of the last 28 days. */
  readonly alerts: number;
}

/** What a proposal would have meant for the products that its ratings are of. */
export interface ProposalBacktest {
  /** At the present sensitivity. */
  readonly now: Raised;
  /** At the proposed one. */
  readonly then: Raised;
  readonly products: number;
}

const ALERTS_OF = 28 * DAY;
/** An incident that nothing has ended yet is taken to last so long. */
const OPEN_FOR = DAY;

/** Goes through the history of the products again, at both settings, up to `at` (milliseconds UTC). */
export async function backtestProposal(
  client: Queryable,
  { from, to, rated }: Proposal,
  at: number,
): Promise<ProposalBacktest> {
  const products = byProduct(rated);
  const end = Math.ceil(at / MINUTE) * MINUTE;
  const sums: Record<'now' | 'then', Raised> = { now: none, then: none };
  for (const [product, own] of products) {
    const begin = Math.min(end - ALERTS_OF, ...own.map(({ pendingAt }) => Math.floor(pendingAt / DAY) * DAY));
    const raisedAt = await replayer(client, product, begin, end);
    sums.now = plus(sums.now, raisedOf(raisedAt(from), own, end));
    sums.then = plus(sums.then, raisedOf(raisedAt(to), own, end));
  }
  return { ...sums, products: products.size };
}

const none: Raised = { rated: 0, right: 0, alerts: 0 };

const plus = (one: Raised, other: Raised): Raised => ({
  rated: one.rated + other.rated,
  right: one.right + other.right,
  alerts: one.alerts + other.alerts,
});

function raisedOf(raised: readonly Incident[], own: readonly RatedIncident[], end: number): Raised {
  const again = own.filter((rated) => raised.some((incident) => overlaps(incident, rated)));
  return {
    rated: again.length,
    right: again.filter(({ rating }) => wasRight[rating]).length,
    alerts: raised.filter(({ openedAt }) => openedAt >= end - ALERTS_OF).length,
  };
}

/** The incidents of a product from `begin` to `end` at a sensitivity. What is before serves as history. */
async function replayer(
  client: Queryable,
  product: string,
  begin: number,
  end: number,
): Promise<(sensitivity: Sensitivity) => readonly Incident[]> {
  const history = begin - HISTORY - GAP - DAY;
  const stored = await loadSeries(client, product, history, end);
  if (!stored) return () => [];
  const prior = await ownerPriors(client, begin, end);
  const stretches = (await excludedStretches(client, [product], history, end)).get(product) ?? [];
  const isExcluded = (from: number, to: number): boolean =>
    stretches.some((stretch) => stretch.from < to && stretch.to > from);
  return (sensitivity) => {
    const options = { sensitivity, prior, isExcluded, from: begin, stagger: staggerOf(product) };
    return replay(stored.series, options).incidents;
  };
}

const overlaps = (raised: Incident, { pendingAt, openedAt, resolvedAt }: RatedIncident): boolean =>
  raised.openedAt <= (resolvedAt ?? openedAt + OPEN_FOR) && (raised.resolvedAt ?? Infinity) >= pendingAt;
