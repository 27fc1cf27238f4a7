import { DAY, HOUR } from '../../detection/windows.ts';

const steps = [1, 3, 6, 12, 24, 48, 7 * 24, 14 * 24, 28 * 24, 91 * 24].map((hours) => hours * HOUR);
/** The Unix clock began on a Thursday; weeks begin on Mondays. */
const MONDAY = 4 * DAY;

export interface TimeTicks {
  readonly times: readonly number[];
  write(time: number): string;
}

/** Round times (UTC) between two, at most `most`: whole hours, then days, then weeks. Milliseconds. */
export function timeTicks(from: number, to: number, most: number): TimeTicks {
  const step = steps.find((each) => (to - from) / each <= most) ?? Math.ceil((to - from) / most / DAY) * DAY;
  const origin = step >= 7 * DAY ? MONDAY : 0;
  const first = Math.ceil((from - origin) / step) * step + origin;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return {
    times: Array.from({ length: count }, (_, i) => first + i * step),
    write: (time) => (time % DAY === 0 ? day(time) : new Date(time).toISOString().slice(11, 16)),
  };
}

/** `Mon 3 Mar` */
const day = (time: number): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .format(time)
    .replace(',', '');
