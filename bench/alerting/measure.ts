import { headline, tones, volumes, type Crisis } from './crisis.ts';
import { addCrisis, crisisResult, type CrisisResult } from './crises-found.ts';
import { seedOf } from './draws.ts';
import { inBuckets } from './intensity.ts';
import { contenders, countFalseAlerts, type FalseAlerts } from './ordinary-time.ts';
import { HISTORY_WEEKS, type World } from './product.ts';

/** What was measured at one rate in one world. */
export interface Cell {
  readonly world: string;
  readonly hourly: number;
  readonly falseAlerts: readonly FalseAlerts[];
  readonly crises: readonly CrisisResult[];
}

export interface Size {
  readonly seed: number;
  readonly bucketMinutes: number;
  /** How much of the whole, 0 to 1. */
  readonly part: number;
}

const PRODUCT_WEEKS = 500;
const HEADLINE_CRISES = 200;
const OTHER_CRISES = 100;
/** Effects that are not part of the claims are measured in this world only. */
const ALL_EFFECTS = 'realistic';

/** Draws products of a world until there are enough weeks, and injects each kind of crisis often enough. */
export function measure(world: World, hourly: number, { seed, bucketMinutes, part }: Size): Cell {
  const products = Math.ceil((PRODUCT_WEEKS * part) / (world.weeks - HISTORY_WEEKS));
  const others = world.name === ALL_EFFECTS ? [...volumes, ...tones] : [];
  const plan = [
    ...headline.map((crisis) => planned(crisis, HEADLINE_CRISES * part)),
    ...others.map((crisis) => planned(crisis, OTHER_CRISES * part)),
  ];
  const falseAlerts = contenders();
  for (let number = 0; number < products; number += 1) {
    const drawn = world.product(hourly, number);
    countFalseAlerts(falseAlerts, inBuckets(drawn.counts, bucketMinutes), HISTORY_WEEKS);
    for (const { result, crises } of plan) {
      const due = Math.round(((number + 1) * crises) / products) - Math.round((number * crises) / products);
      for (let i = 0; i < due; i += 1)
        addCrisis(result, drawn, seedOf(seed, hourly, number, i), bucketMinutes);
    }
  }
  return { world: world.name, hourly, falseAlerts, crises: plan.map(({ result }) => result) };
}

const planned = (crisis: Crisis, crises: number): { result: CrisisResult; crises: number } => ({
  result: crisisResult(crisis),
  crises: Math.ceil(crises),
});
