/**
 * What one evaluation of a product costs, what learning its baseline costs, and how much memory a product takes.
 *
 *   node --expose-gc --import tsx bench/alerting/evaluation-cost.ts [products, default 10000]
 */
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { createRandom } from '#shared/classifier/training/random.ts';
import type { Baseline } from '../../services/alert/detection/baseline.ts';
import { findings, isCalm, type WindowCounts } from '../../services/alert/detection/finding.ts';
import { ignorance, type History } from '../../services/alert/detection/history.ts';
import { learnBaseline } from '../../services/alert/detection/learn-baseline.ts';
import { quiet, step, type Life } from '../../services/alert/detection/lifecycle.ts';
import { between, bucketsOf, historyOf, summed } from '../../services/alert/detection/series.ts';
import { draw } from './intensity.ts';
import { markdown } from './markdown.ts';
import { realisticIntensity } from './worlds.ts';

const products = Number(process.argv[2] ?? 10_000);
const RATES = [10, 50, 300, 1_000];
const ROUNDS = 20;
const HISTORY_MINUTES = 28 * 1_440;
const MINUTE = 60_000;

/** Four weeks of history, and the windows at some moments of the week after them. */
function product(hourly: number, seed: number): { history: History; windows: WindowCounts[] } {
  const random = createRandom(seed);
  const series = summed(draw(realisticIntensity(hourly, 5, random), random).counts);
  const windows = Array.from({ length: ROUNDS }, (_, round) => {
    const to = HISTORY_MINUTES + 2 * 1_440 + round * 241;
    const lengths = bucketsOf(1);
    return {
      end: series.start + to * MINUTE,
      minutes: lengths,
      mentions: lengths.map((length) => between(series.scoredBefore, to - length, to)),
      negative: lengths.map((length) => between(series.negativeBefore, to - length, to)),
    };
  });
  return { history: historyOf(series, 0, HISTORY_MINUTES, () => false), windows };
}

function evaluate(life: Life, counts: WindowCounts, baseline: Baseline): Life {
  return step(life, {
    at: counts.end,
    findings: (usable) => findings(counts, baseline, 'balanced', usable),
    isCalm: (window) => isCalm(counts, baseline, window),
    negative: (window) => counts.negative[window] ?? 0,
  }).life;
}

/** Microseconds of processor time of `work`, each of `count`. */
function microseconds(count: number, work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / count;
}

/** Bytes in use; what typed arrays leave behind goes a moment after the collection. */
async function heap(): Promise<number> {
  for (let i = 0; i < 3; i += 1) {
    globalThis.gc?.();
    await setImmediate();
  }
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

const rows: string[][] = [];
for (const hourly of RATES) {
  // A hundred different products stand for all; each has a baseline of its own.
  const kinds = Array.from({ length: 100 }, (_, seed) => product(hourly, 9_000 + seed));
  for (let i = 0; i < 300; i += 1) learnBaseline(kinds[i % 100]!.history, ignorance);
  const before = await heap();
  const baselines: Baseline[] = [];
  const learning = microseconds(products, () => {
    for (let i = 0; i < products; i += 1) baselines.push(learnBaseline(kinds[i % 100]!.history, ignorance));
  });
  const lives = baselines.map(() => quiet);
  const each = (round: number): void => {
    for (let i = 0; i < products; i += 1)
      lives[i] = evaluate(lives[i]!, kinds[i % 100]!.windows[round]!, baselines[i]!);
  };
  each(0);
  const started = performance.now();
  const stepping = microseconds(products * (ROUNDS - 1), () => {
    for (let round = 1; round < ROUNDS; round += 1) each(round);
  });
  const clock = ((performance.now() - started) * 1_000) / (products * (ROUNDS - 1));
  const bytes = ((await heap()) - before) / products;
  rows.push([
    `${hourly.toLocaleString('en')}/h`,
    stepping.toFixed(2),
    clock.toFixed(2),
    ((stepping * 10_000) / 1_000).toFixed(0),
    learning.toFixed(0),
    globalThis.gc ? (bytes / 1_024).toFixed(1) : '–',
  ]);
}
console.log(`${products.toLocaleString('en')} products\n`);
console.log(
  markdown(
    [
      'mentions',
      'µs an evaluation',
      'by the clock',
      'ms for 10,000 products',
      'µs to learn 28 days',
      'KiB a product',
    ],
    rows,
  ),
);
