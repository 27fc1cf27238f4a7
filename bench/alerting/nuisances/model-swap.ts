import type { Random } from '#shared/classifier/training/random.ts';
import { summed, type CountSeries } from '../../../services/alert/detection/series.ts';
import { draw } from '../intensity.ts';
import { realisticIntensity } from '../worlds.ts';
import { DAY_MINUTES, MINUTE, momentOf, WEEKS, type Nuisance, type Scene } from './nuisance.ts';

const BEFORE = 0.15;
const AFTER = 0.25;
const HOLD = 6 * 60;
const DAYS = 9;

/** A product whose mentions are called negative in 15 of 100 cases by the old model and in 25 by the new one. */
function swapped(hourly: number, random: Random): { counts: CountSeries; swap: number } {
  const whole = realisticIntensity(hourly, WEEKS, random);
  const swap = momentOf(random);
  const mean = whole.share.reduce((sum, share) => sum + share, 0) / whole.share.length;
  const share = whole.share.map((usual, i) => (usual / mean) * (i < swap ? BEFORE : AFTER));
  return { counts: draw({ ...whole, share }, random).counts, swap };
}

const nineDaysFrom = (counts: CountSeries, minute: number): Scene => {
  const from = counts.start + minute * MINUTE;
  return { series: summed(counts), from, to: from + DAYS * DAY_MINUTES * MINUTE };
};

/** Labels of both models in one series, as if nobody knew of the change. */
export const swapUnnoticed: Nuisance = {
  name: 'model swap 15 → 25 % negative, not told, 9 days',
  scene: (hourly, random) => {
    const { counts, swap } = swapped(hourly, random);
    return nineDaysFrom(counts, swap);
  },
};

/** As the alert service does it: nothing for six hours, and only what the new model scored counts. */
export const swapHeld: Nuisance = {
  name: 'the same, held for 6 h, labels of the new model only',
  scene: (hourly, random) => {
    const { counts, swap } = swapped(hourly, random);
    const scored = counts.mentions.slice().fill(0, 0, swap);
    const negative = counts.negative.slice().fill(0, 0, swap);
    return nineDaysFrom({ ...counts, scored, negative }, swap + HOLD);
  },
};
