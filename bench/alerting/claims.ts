import { OURS } from './ordinary-time.ts';
import type { Cell } from './measure.ts';
import { foundIn, small } from './figures.ts';
import { quantile } from './intervals.ts';

const CLAIMED_RATES = [10, 50, 300];
const MOST_FALSE = 0.1;
const MEDIANS: Readonly<Record<number, number>> = { 10: 50, 50: 15 };

export interface Claim {
  readonly claim: string;
  readonly world: string;
  readonly measured: string;
  readonly met: boolean;
}

/** What is claimed of the default setting, and whether it held; crises are those of the headline, sharp and ramped. */
export function claims(cells: readonly Cell[]): Claim[] {
  return cells
    .filter(({ hourly }) => CLAIMED_RATES.includes(hourly))
    .flatMap((cell) => [falseAlerts(cell), ...found(cell), ...delays(cell)]);
}

function falseAlerts({ world, hourly, falseAlerts: all }: Cell): Claim {
  const { late, lateWeeks } = all.find(({ name }) => name === OURS)!;
  return {
    claim: `at most ${MOST_FALSE} false alerts a product-week at ${hourly}/h`,
    world,
    measured: small(late / lateWeeks),
    met: late / lateWeeks <= MOST_FALSE,
  };
}

function found({ world, hourly, crises }: Cell): Claim[] {
  return crises.slice(0, 2).map(({ crisis, found: all }) => {
    const mine = all.find(({ name }) => name === OURS)!.delays;
    return {
      claim: `${crisis.name}, all found at ${hourly}/h`,
      world,
      measured: `${foundIn(mine)} of ${mine.length}`,
      met: foundIn(mine) === mine.length,
    };
  });
}

function delays({ world, hourly, crises }: Cell): Claim[] {
  const most = MEDIANS[hourly];
  if (most === undefined) return [];
  return crises.slice(0, 2).map(({ crisis, found: all }) => {
    const median = quantile(all.find(({ name }) => name === OURS)!.delays, 0.5);
    return {
      claim: `${crisis.name}, median delay at most ${most} min at ${hourly}/h`,
      world,
      measured: `${median} min`,
      met: median <= most,
    };
  });
}
