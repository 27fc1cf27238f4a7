import { summed, type CountSeries, type SummedSeries } from '../../../services/alert/detection/series.ts';
import { draw, type Intensity } from '../intensity.ts';
import { realisticIntensity } from '../worlds.ts';
import { around } from './around.ts';
import { DAY_MINUTES, MINUTE, momentOf, WEEKS, type Nuisance } from './nuisance.ts';

/** A product of two sources, the smaller one (3 of 10 mentions) twice as negative as the other. */
function twoSources(whole: Intensity): { main: Intensity; second: Intensity } {
  const part = 0.3;
  const lean = 1 / (1 + part);
  return {
    main: {
      ...whole,
      rate: whole.rate.map((rate) => rate * (1 - part)),
      share: whole.share.map((share) => share * lean),
    },
    second: {
      ...whole,
      rate: whole.rate.map((rate) => rate * part),
      share: whole.share.map((share) => share * lean * 2),
    },
  };
}

const both = (a: CountSeries, b: CountSeries): SummedSeries => {
  const add = (x: Uint32Array, y: Uint32Array): Uint32Array => x.map((count, i) => count + y[i]!);
  const mentions = add(a.mentions, b.mentions);
  return summed({ ...a, mentions, scored: mentions, negative: add(a.negative, b.negative) });
};

/** One source always comes later than the other. */
export const lateSource: Nuisance = {
  name: 'one of two sources comes 30 min late, always',
  scene: (hourly, random) => {
    const { main, second } = twoSources(realisticIntensity(hourly, WEEKS, random));
    const [a, b] = [draw(main, random).counts, draw(second, random).counts];
    return {
      ...around(a, momentOf(random), 9),
      series: both(a, b),
      arrivals: [
        { series: summed(a), arrivedBy: (bucket) => bucket },
        { series: summed(b), arrivedBy: (bucket) => bucket - 30 },
      ],
    };
  },
};

/** One source fails for twelve hours; then what it missed comes all at once. */
export const backfill: Nuisance = {
  name: 'one of two sources 12 h silent, then backfilled at once',
  scene: (hourly, random) => {
    const { main, second } = twoSources(realisticIntensity(hourly, WEEKS, random));
    const [a, b] = [draw(main, random).counts, draw(second, random).counts];
    const from = momentOf(random);
    const back = from + DAY_MINUTES / 2;
    return {
      ...around(a, from, 3),
      series: both(a, b),
      arrivals: [
        { series: summed(a), arrivedBy: (bucket) => bucket },
        { series: summed(b), arrivedBy: (bucket) => (bucket >= from && bucket < back ? from : bucket) },
      ],
    };
  },
};

/** Everything is late for two hours, as when a consumer lags; then it catches up at once. */
export const lag: Nuisance = {
  name: 'all mentions up to 2 h late, then there at once',
  scene: (hourly, random) => {
    const { counts } = draw(realisticIntensity(hourly, WEEKS, random), random);
    const from = momentOf(random);
    const series = summed(counts);
    const start = counts.start + from * MINUTE;
    return {
      series,
      from: start,
      to: start + 2 * DAY_MINUTES * MINUTE,
      arrivals: [{ series, arrivedBy: (bucket) => (bucket >= from && bucket < from + 120 ? from : bucket) }],
    };
  },
};
