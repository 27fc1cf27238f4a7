import type { Queryable } from '../counting/changed-hours.ts';
import { DAY } from '../detection/windows.ts';
import { loadRules } from '../settings/sensitivity-rules.ts';
import { backtestProposal, type ProposalBacktest } from './backtest-proposal.ts';
import { proposals, type Proposal } from './proposal.ts';
import { ratedIncidents } from './rated-incidents.ts';

/** What was said longer ago tells little of how it is now. */
const RATED_WITHIN = 90 * DAY;

export type TriedProposal = Proposal & { readonly backtest: ProposalBacktest };

/**
 * The stricter settings that ratings speak for at `now` (milliseconds UTC), each with its backtest; with `product` only the one that
 * would hold for it and that its ratings are part of. Nothing is changed.
 */
export async function findProposals(
  client: Queryable,
  now: number,
  product: string | null = null,
): Promise<TriedProposal[]> {
  const rated = await ratedIncidents(client, now - RATED_WITHIN);
  const found: TriedProposal[] = [];
  for (const proposal of proposals(rated, await loadRules(client))) {
    if (product !== null && !proposal.rated.some((each) => each.product === product)) continue;
    found.push({ ...proposal, backtest: await backtestProposal(client, proposal, now) });
  }
  return found;
}
