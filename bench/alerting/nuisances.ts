/**
 * What must not page anybody: pages of alerting over a number of realistic products for each nuisance, as they come.
 *
 *   node --import tsx bench/alerting/nuisances.ts [products for each, default 100] [seed, default 20261129]
 */
import { createRandom } from '#shared/classifier/training/random.ts';
import { ignorance } from '../../services/alert/detection/history.ts';
import { seedOf } from './draws.ts';
import { poissonInterval } from './intervals.ts';
import { markdown } from './markdown.ts';
import { backfill, lag, lateSource } from './nuisances/late-data.ts';
import { swapHeld, swapUnnoticed } from './nuisances/model-swap.ts';
import type { Nuisance } from './nuisances/nuisance.ts';
import { cascadeCounted, cascadeRaw, floodCounted, floodRaw } from './nuisances/one-voice.ts';
import { longOutage, shortOutage } from './nuisances/outage.ts';
import { nothing, strongSeasons, strongSeasonsFromNothing } from './nuisances/quiet-stretch.ts';
import { neutralBurst, viralDay } from './nuisances/viral-day.ts';
import { watch } from './watch.ts';

const RATES = [10, 50, 300];
const products = Number(process.argv[2] ?? 100);
const seed = Number(process.argv[3] ?? 20_261_129);
const nuisances: readonly Nuisance[] = [
  nothing,
  viralDay,
  neutralBurst,
  strongSeasons,
  strongSeasonsFromNothing,
  shortOutage,
  longOutage,
  lateSource,
  backfill,
  lag,
  swapUnnoticed,
  swapHeld,
  cascadeRaw,
  cascadeCounted,
  floodRaw,
  floodCounted,
];

/** Messages that an incident opens or opens again, and products that have any, of so many. */
function pagesOf(nuisance: Nuisance, hourly: number): string {
  let pages = 0;
  let paged = 0;
  for (let product = 0; product < products; product += 1) {
    // The same products and moments for every nuisance that draws alike.
    const { series, ...scene } = nuisance.scene(hourly, createRandom(seedOf(seed, hourly, product)));
    const told = watch(series, { sensitivity: 'balanced', prior: ignorance, ...scene });
    const here = told.filter(({ event }) => event === 'opened' || event === 'reopened').length;
    pages += here;
    paged += here > 0 ? 1 : 0;
  }
  const [low, high] = poissonInterval(pages).map((bound) => Math.round(bound));
  return `${pages} (${low!}–${high!}), ${paged} products`;
}

const rows = nuisances.map((nuisance) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${nuisance.name} …`);
  return [nuisance.name, ...RATES.map((hourly) => pagesOf(nuisance, hourly))];
});
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
console.log(
  `Seed ${seed}. Pages of ${products} products each (95 % interval), and products that were paged.\n`,
);
console.log(markdown(['nuisance', ...RATES.map((hourly) => `${hourly}/h`)], rows));
