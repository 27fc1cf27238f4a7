import type { TriedProposal } from './find-proposals.ts';

/** A proposal for programs. */
export const proposalJson = ({ scope, from, to, rated, right, backtest }: TriedProposal): unknown => ({
  ...scope,
  from,
  to,
  rated: rated.length,
  right,
  incidents: rated.map(({ id }) => id),
  backtest,
});
