import { HOURS_OF_WEEK, type Baseline } from './baseline.ts';
import type { History, SharePrior } from './history.ts';
import { fitSeason, type SeasonSpread, type WeekSums } from './season.ts';
import { silentTiles } from './silence.ts';
import { correlationOf, dispersionOf, type Guess } from './spread.ts';
import { HOUR, MINUTE, windows } from './windows.ts';

/** Volume has strong seasons, the share of negatives weak ones. */
const volumeSpread: SeasonSpread = { hour: 0.25, day: 0.08, hourOfWeek: 0.04, noise: 0.2 };
const shareSpread: SeasonSpread = { hour: 0.02, day: 0.01, hourOfWeek: 0.01, noise: 0.1 };

/** Before there is history enough: counts stray by about a third, shares a little. */
const dispersionGuess: Guess = { value: 0.15, weight: 16 };
const correlationGuess: Guess = { value: 0.02, weight: 200 };

/**
 * What is usual, from a stretch of history. Without any, all is expected from the prior alone, and volume is not known at
 * all (`hours` is 0). Tiles of hours without a single mention where many were due do not count: a source was silent.
 *
 * @param history at most some weeks; from the product's first mention on
 */
export function learnBaseline(history: History, prior: SharePrior): Baseline {
  const hourOf = hoursOfTiles(history);
  const allSums = sumsOf(history, history.excluded, hourOf);
  const allVolume = fitVolume(allSums);
  const silent = silentTiles(history, allVolume.level);
  const excluded = silent ?? history.excluded;
  const sums = silent ? sumsOf(history, excluded, hourOf) : allSums;
  const volume = silent ? fitVolume(sums) : allVolume;
  const mentions = total(sums.scored);
  const negative = total(sums.negative);
  const mean = (negative + prior.share * prior.weight) / (mentions + prior.weight);
  const season = fitSeason(
    { observed: sums.negative, exposure: sums.scored, hours: sums.hours },
    mean,
    mentions > 0 ? shareSpread : { ...shareSpread, hour: 0, day: 0, hourOfWeek: 0 },
  );
  const share = season.level.map((value) => Math.min(value, 0.98));
  const unknownShare = 1 / (mentions + prior.weight + 1) + (season.uncertainty * mean) / (1 - mean);
  const unknownVolume = volume.uncertainty + 1 / Math.max(1, negative);
  const tiles = tilesOf(history, excluded, hourOf, volume.level, share);
  const spreads = windows.map(({ minutes }) => spreadsAt(minutes, tiles));
  return {
    rate: volume.level,
    share,
    correlation: spreads.map(({ correlation }) => Math.min(0.9, correlation + unknownShare)),
    dispersion: spreads.map(({ dispersion }) => dispersion + unknownVolume),
    hours: total(sums.hours),
    mentions,
  };
}

interface Sums extends WeekSums {
  readonly scored: Float64Array;
  readonly negative: Float64Array;
}

/** The hour of the week in which each tile begins: there is where it counts. */
function hoursOfTiles({ start, tileMinutes, mentions }: History): Uint8Array {
  const hours = new Uint8Array(mentions.length);
  for (let tile = 0; tile < hours.length; tile += 1) {
    // Of 32-bit integers the remainder takes a nanosecond, of other numbers thirty.
    hours[tile] = (Math.floor((start + tile * tileMinutes * MINUTE) / HOUR) | 0) % HOURS_OF_WEEK;
  }
  return hours;
}

/** By hour of the week. */
function sumsOf(
  { tileMinutes, mentions, scored, negative }: History,
  excluded: Uint8Array,
  hourOf: Uint8Array,
): Sums {
  const sums = {
    observed: new Float64Array(HOURS_OF_WEEK),
    hours: new Float64Array(HOURS_OF_WEEK),
    scored: new Float64Array(HOURS_OF_WEEK),
    negative: new Float64Array(HOURS_OF_WEEK),
  };
  const hours = tileMinutes / 60;
  for (let tile = 0; tile < mentions.length; tile += 1) {
    if (excluded[tile] === 1) continue;
    const hour = hourOf[tile] ?? 0;
    sums.observed[hour] = (sums.observed[hour] ?? 0) + (mentions[tile] ?? 0);
    sums.hours[hour] = (sums.hours[hour] ?? 0) + hours;
    sums.scored[hour] = (sums.scored[hour] ?? 0) + (scored[tile] ?? 0);
    sums.negative[hour] = (sums.negative[hour] ?? 0) + (negative[tile] ?? 0);
  }
  return { ...sums, exposure: sums.hours };
}

function fitVolume(sums: WeekSums): ReturnType<typeof fitSeason> {
  const hours = total(sums.hours);
  return fitSeason(sums, hours > 0 ? total(sums.observed) / hours : 0, volumeSpread);
}

interface Tiles {
  readonly history: History;
  /** Expected mentions, and expected negatives, by tile. */
  readonly due: Float64Array;
  readonly mu: Float64Array;
  /** 1 for tiles of which a part is missing, or which another model scored: they say nothing. */
  readonly unusable: Uint8Array;
}

/** What each tile was expected to hold, worked out once for all window lengths. */
function tilesOf(
  history: History,
  excluded: Uint8Array,
  hourOf: Uint8Array,
  rate: Float64Array,
  share: Float64Array,
): Tiles {
  const { tileMinutes, mentions, scored } = history;
  const due = new Float64Array(mentions.length);
  const mu = new Float64Array(mentions.length);
  const unusable = Uint8Array.from(excluded);
  for (let tile = 0; tile < mentions.length; tile += 1) {
    const hour = hourOf[tile] ?? 0;
    const expected = ((rate[hour] ?? 0) * tileMinutes) / 60;
    due[tile] = expected;
    mu[tile] = expected * (share[hour] ?? 0);
    if (mentions[tile] !== scored[tile]) unusable[tile] = 1;
  }
  return { history, due, mu, unusable };
}

/** Both spreads at one window length: tiles are put together to stretches of that length, one after the other. */
function spreadsAt(
  minutes: number,
  { history, due, mu, unusable }: Tiles,
): { correlation: number; dispersion: number } {
  const { tileMinutes, scored, negative } = history;
  const each = Math.max(1, Math.round(minutes / tileMinutes));
  const most = Math.floor(scored.length / each);
  const observed = new Float64Array(most);
  const expected = new Float64Array(most);
  const trials = new Float64Array(most);
  const shares = new Float64Array(most);
  let count = 0;
  stretches: for (let stretch = 0; stretch < most; stretch += 1) {
    let k = 0;
    let n = 0;
    let negativeDue = 0;
    let mentionsDue = 0;
    for (let tile = stretch * each; tile < (stretch + 1) * each; tile += 1) {
      if (unusable[tile] === 1) continue stretches;
      k += negative[tile] ?? 0;
      n += scored[tile] ?? 0;
      negativeDue += mu[tile] ?? 0;
      mentionsDue += due[tile] ?? 0;
    }
    observed[count] = k;
    expected[count] = negativeDue;
    trials[count] = n;
    shares[count] = mentionsDue > 0 ? negativeDue / mentionsDue : 0;
    count += 1;
  }
  return {
    correlation: correlationOf(observed, trials, shares, count, correlationGuess),
    dispersion: dispersionOf(observed, expected, count, dispersionGuess),
  };
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
