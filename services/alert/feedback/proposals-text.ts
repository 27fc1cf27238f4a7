import { count, counted, percent } from '../message/figures.ts';
import type { Palette } from '../settings/output.ts';
import { scopeText } from '../settings/rules-table.ts';
import type { Raised } from './backtest-proposal.ts';
import type { TriedProposal } from './find-proposals.ts';

/** Proposals for people: what, why, what it would have meant, and how to accept it. */
export const proposalsText = (proposals: readonly TriedProposal[], palette: Palette): string =>
  proposals.map((proposal) => `${linesOf(proposal, palette).join('\n')}\n`).join('\n');

function linesOf({ scope, from, to, rated, right, backtest }: TriedProposal, palette: Palette): string[] {
  const { now, then, products } = backtest;
  const whose = products > 1 ? `, of the ${count(products)} products that were rated` : '';
  const again = ({ rated: all, right: ofThem }: Raised): string => `${count(all)} (${count(ofThem)} right)`;
  return [
    palette.bold(`Proposal for ${scopeText(scope)}: ${from} → ${to}`),
    `  Ratings    ${count(right)} of ${counted(rated.length, 'alert')} ${right === 1 ? 'was' : 'were'} right (${percent(right / rated.length)})`,
    now.rated === 0
      ? '  Backtest   not possible: the history of these alerts is not there any more'
      : `  Backtest   of these, ${from} raises ${again(now)} again, and ${to} ${again(then)}`,
    `  28 days    ${from} raises ${counted(now.alerts, 'alert')}, and ${to} ${count(then.alerts)}${whose}`,
    palette.dim(`  To accept  ${command(scope, to)}`),
  ];
}

/** For a POSIX shell. */
function command({ product, brand }: TriedProposal['scope'], to: string): string {
  const quoted = (word: string): string =>
    /^[\w.:-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  const whom =
    product !== null ? ` --product ${quoted(product)}` : brand !== null ? ` --brand ${quoted(brand)}` : '';
  return `tonewatch alerts rules set --sensitivity ${to}${whom}`;
}
