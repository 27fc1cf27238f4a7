import { DAY, HOUR, MINUTE } from '../detection/windows.ts';
import type { Quiet } from './counts-over-time.ts';

const HOURS = 24;
const BLOCK = 10 * MINUTE;
/** Samples further apart do not say in how many minutes records came in between. */
const NEAR = 2.5 * MINUTE;
/** Blocks of which less was sampled say nothing of how activity spreads. */
const LEAST_OF_BLOCK = 0.5;

/** When a feed usually brings something. What is counted are minutes with records: a burst counts as little as one record. */
export interface UsualActivity {
  /** Milliseconds that were sampled. */
  readonly sampled: number;
  /** Expected minutes with records between two times, milliseconds UTC, by the same hours (UTC) of other days. */
  expected(from: number, to: number): number;
  /** Variance of the number of minutes with records, by its mean; at least 1. */
  readonly dispersion: number;
}

/** Learns from the stretches of a feed what is usual, from what was between two times, milliseconds UTC. */
export function usualActivity(stretches: readonly Quiet[], from: number, to: number): UsualActivity {
  const blocks = countBlocks(stretches, from, to);
  const active = new Float64Array(HOURS);
  const sampled = new Float64Array(HOURS);
  blocks.active.forEach((count, block) => {
    const hour = hourOf(from + block * BLOCK);
    active[hour] = (active[hour] ?? 0) + count;
    sampled[hour] = (sampled[hour] ?? 0) + (blocks.sampled[block] ?? 0);
  });
  const total = sum(sampled);
  const overall = total > 0 ? sum(active) / total : 0;
  // An hour that was hardly seen yet is taken to be as others: a silence often begins with a record just before it.
  const rates = sampled.map((time, hour) => ((active[hour] ?? 0) + overall * HOUR) / (time + HOUR));
  const expected = (start: number, end: number): number => {
    let due = 0;
    for (let at = start; at < end;) {
      const next = Math.min(end, (Math.floor(at / HOUR) + 1) * HOUR);
      due += (rates[hourOf(at)] ?? 0) * (next - at);
      at = next;
    }
    return due;
  };
  return { sampled: total, expected, dispersion: dispersionOf(blocks, rates, overall, from) };
}

interface Blocks {
  /** Minutes with records, by ten minutes. */
  readonly active: Float64Array;
  /** Milliseconds that were sampled. */
  readonly sampled: Float64Array;
}

function countBlocks(stretches: readonly Quiet[], from: number, to: number): Blocks {
  const size = Math.max(0, Math.ceil((to - from) / BLOCK));
  const active = new Float64Array(size);
  const sampled = new Float64Array(size);
  const cover = (start: number, end: number): void => {
    for (let at = Math.max(start, from); at < Math.min(end, to);) {
      const block = Math.floor((at - from) / BLOCK);
      const next = Math.min(end, to, from + (block + 1) * BLOCK);
      sampled[block] = (sampled[block] ?? 0) + next - at;
      at = next;
    }
  };
  let before = -Infinity;
  for (const quiet of stretches) {
    if (quiet.from - before <= NEAR) {
      cover(before, quiet.from);
      const block = Math.floor((quiet.from - from) / BLOCK);
      if (block >= 0 && block < size) active[block] = (active[block] ?? 0) + 1;
    }
    cover(quiet.from, quiet.to);
    before = quiet.to;
  }
  return { active, sampled };
}

/**
 * The larger one of ten minutes and of an hour: activity that comes and goes in stretches shows only in the longer. Against
 * what is usual at the hour where two days or more tell, else against the mean.
 */
function dispersionOf(blocks: Blocks, rates: Float64Array, overall: number, from: number): number {
  const hours = inHours(blocks);
  const severalDays = sum(hours.sampled) >= 2 * DAY;
  const rateAt = (time: number): number => (severalDays ? (rates[hourOf(time)] ?? 0) : overall);
  const parameters = severalDays ? HOURS : 1;
  return Math.max(
    1,
    chiSquareByFreedom(blocks, { rateAt, from, length: BLOCK, parameters }),
    chiSquareByFreedom(hours, { rateAt, from, length: HOUR, parameters }),
  );
}

interface Expectation {
  readonly rateAt: (time: number) => number;
  readonly from: number;
  readonly length: number;
  readonly parameters: number;
}

/** Pearson's chi-square by its degrees of freedom. */
function chiSquareByFreedom({ active, sampled }: Blocks, expectation: Expectation): number {
  const { rateAt, from, length, parameters } = expectation;
  let chiSquare = 0;
  let count = 0;
  active.forEach((found, block) => {
    const time = sampled[block] ?? 0;
    const mean = rateAt(from + block * length) * time;
    if (time < length * LEAST_OF_BLOCK || mean === 0) return;
    chiSquare += (found - mean) ** 2 / mean;
    count += 1;
  });
  return chiSquare / Math.max(1, count - parameters);
}

/** The same by hour. */
function inHours({ active, sampled }: Blocks): Blocks {
  const each = HOUR / BLOCK;
  const joined = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: Math.ceil(values.length / each) }, (_, hour) =>
      sum(values.subarray(hour * each, (hour + 1) * each)),
    );
  return { active: joined(active), sampled: joined(sampled) };
}

const hourOf = (time: number): number => Math.floor(time / HOUR) % HOURS;
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
