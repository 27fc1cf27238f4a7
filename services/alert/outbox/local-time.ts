/** The clock on a recipient's wall, summer time and all. Moments are milliseconds UTC; zones are IANA names. */

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** Minutes since local midnight as the clock shows them, 0 to 1,439. */
export const minuteOfDay = (at: number, timeZone: string): number =>
  Math.floor(modulo(wallClock(at, timeZone), DAY) / MINUTE);

/** When the calendar day began: at midnight, or when the clock leapt over midnight to a later hour. */
export function startOfLocalDay(at: number, timeZone: string): number {
  const midnight = Math.floor(wallClock(at, timeZone) / DAY) * DAY;
  const starts = momentsOf(midnight, timeZone).filter((moment) => moment <= at);
  return Math.max(...starts);
}

/**
 * The first moment after `after` at which the clock shows `minutes` since midnight. Where summer time leaps over it, that is
 * the leap; what the clock shows twice in autumn counts twice.
 */
export function nextLocalTime(after: number, minutes: number, timeZone: string): number {
  const today = Math.floor(wallClock(after, timeZone) / DAY);
  // Yesterday's may come again when clocks go back over midnight; the day after tomorrow is there where a day was left out.
  const moments = [-1, 0, 1, 2].flatMap((days) =>
    momentsOf((today + days) * DAY + minutes * MINUTE, timeZone),
  );
  return Math.min(...moments.filter((moment) => moment > after));
}

/** What the clock shows, as if it were UTC. */
function wallClock(at: number, timeZone: string): number {
  const shown = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  const seconds = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return seconds + modulo(at, 1_000);
}

/** The moments at which the clock shows `shown`: one, two where it is put back, the leap where it is put forward over it. */
function momentsOf(shown: number, timeZone: string): number[] {
  const offsets = [-DAY, 0, DAY].map((away) => wallClock(shown + away, timeZone) - (shown + away));
  const candidates = [...new Set(offsets)].map((offset) => shown - offset);
  const moments = candidates.filter((moment) => wallClock(moment, timeZone) === shown);
  return moments.length > 0
    ? moments
    : [leapOver(shown, Math.min(...candidates), Math.max(...candidates), timeZone)];
}

/** Between a moment before the leap and one after it: the first one that shows more than `shown`. */
function leapOver(shown: number, before: number, after: number, timeZone: string): number {
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallClock(middle, timeZone) > shown) high = middle;
    else low = middle;
  }
  return high;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = newFormat(timeZone);
  formats.set(timeZone, format);
  return format;
}

/** Days in UTC are better than none because of a zone that this machine does not know. */
function newFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (timeZone === 'UTC') throw error;
    return formatOf('UTC');
  }
}

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;
