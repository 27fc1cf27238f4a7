import type { Random } from '#shared/classifier/training/random.ts';
import { observedShare } from './classifier-view.ts';
import type { Intensity } from './intensity.ts';

/** A Monday. */
export const START = Date.UTC(2026, 0, 5);
export const WEEK_MINUTES = 7 * 1_440;
/** True share of negatives on an ordinary day. */
export const USUAL_SHARE = 0.15;

/** What a realistic week looks like. Fixed before anything was scored. */
export interface Weather {
  /** Day: exp(amplitude · cos). 0.8 is five times as much at the best hour as at the worst. */
  readonly dayAmplitude: number;
  /** Saturday and Sunday against the other days. */
  readonly weekend: number;
  /** Log-AR(1) by hour: standing deviation of log volume, and of the logit of the share; correlation to the next hour. */
  readonly volumeDeviation: number;
  readonly shareDeviation: number;
  readonly memory: number;
  /** Slow drift: deviation of a day's step of log volume and of the logit of the share. */
  readonly volumeDrift: number;
  readonly shareDrift: number;
}

export const realistic: Weather = {
  dayAmplitude: 0.8,
  weekend: 0.7,
  volumeDeviation: 0.3,
  shareDeviation: 0.25,
  memory: 0.85,
  volumeDrift: 0.04,
  shareDrift: 0.03,
};

/** World (a): the same rate and share at all times. */
export function plainIntensity(hourly: number, weeks: number): Intensity {
  const minutes = weeks * WEEK_MINUTES;
  return {
    start: START,
    rate: new Float64Array(minutes).fill(hourly / 60),
    share: new Float64Array(minutes).fill(observedShare(USUAL_SHARE)),
  };
}

/** World (b): seasons of the day and the week, volume and share that stray from hour to hour, and a slow drift. */
export function realisticIntensity(
  hourly: number,
  weeks: number,
  random: Random,
  weather: Weather = realistic,
): Intensity {
  const hours = weeks * 168 + 1;
  const peak = random.next() * 24;
  const volume = wander(hours, weather.volumeDeviation, weather.volumeDrift, weather.memory, random);
  const byHour = Float64Array.from(volume, (stray, hour) => {
    const season = weather.dayAmplitude * Math.cos((2 * Math.PI * ((hour % 24) - peak)) / 24);
    return Math.exp(season + stray) * (Math.floor(hour / 24) % 7 >= 5 ? weather.weekend : 1);
  });
  const mean = byHour.reduce((sum, value) => sum + value, 0) / hours;
  const rate = byMinute(byHour).map((value) => (value * hourly) / (60 * mean));
  return { start: START, rate, share: wanderingShare(weeks, random, weather) };
}

/** The share of negatives of world (b) by minute, as it is seen. */
export function wanderingShare(weeks: number, random: Random, weather: Weather = realistic): Float64Array {
  const usual = Math.log(USUAL_SHARE / (1 - USUAL_SHARE));
  const stray = wander(weeks * 168 + 1, weather.shareDeviation, weather.shareDrift, weather.memory, random);
  return byMinute(stray.map((logit) => observedShare(1 / (1 + Math.exp(-(usual + logit))))));
}

/** AR(1) by hour, in its standing distribution from the start, on a random walk by day that starts at 0. */
function wander(
  hours: number,
  deviation: number,
  drift: number,
  memory: number,
  random: Random,
): Float64Array {
  let stray = deviation * random.normal();
  let level = 0;
  return new Float64Array(hours).map((_, hour) => {
    if (hour > 0) stray = memory * stray + deviation * Math.sqrt(1 - memory ** 2) * random.normal();
    if (hour > 0 && hour % 24 === 0) level += drift * random.normal();
    return stray + level;
  });
}

/** From values at full hours to minutes in between, on straight lines; one hour fewer than values. */
function byMinute(byHour: Float64Array): Float64Array {
  return new Float64Array((byHour.length - 1) * 60).map((_, minute) => {
    const hour = Math.floor(minute / 60);
    const part = (minute % 60) / 60;
    return byHour[hour]! * (1 - part) + byHour[hour + 1]! * part;
  });
}
