const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(?:Z|UTC|GMT|([+-])(\d\d):?(\d\d)?)?)?$/iu;
const twitterTime = /^\w{3} (\w{3}) (\d\d) (\d\d):(\d\d):(\d\d) (?:([+-])(\d\d)(\d\d)|([A-Z]{3})) (\d{4})$/u;
const epoch = /^\d{9,13}(?:\.\d+)?$/u;
/** Hours from UTC of the zones that RFC 2822 names. */
const zones: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Seconds since 1970 stay below this until the year 5138; milliseconds are above it from March 1973 on. */
const FIRST_MILLISECONDS = 1e11;
const MINUTE = 60_000;

export const timeForms =
  'a time such as 2026-03-01T12:00:00Z, 2015-02-24 11:35:52 -0800, Tue Oct 31 22:10:47 +0000 2017 or epoch seconds or milliseconds';

/**
 * Milliseconds UTC of a time in any form that feeds write: ISO 8601 (without a zone: UTC), Twitter's, epoch seconds or
 * milliseconds as a number or as digits. `undefined` when it is none of them or no day of the calendar.
 */
export function parseTime(value: unknown): number | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const iso = isoTime.exec(text);
  if (iso) return fromIso(iso);
  if (epoch.test(text)) return fromEpoch(Number(text));
  const twitter = twitterTime.exec(text);
  return twitter ? fromTwitter(twitter) : undefined;
}

function fromEpoch(value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  return Math.round(Math.abs(value) < FIRST_MILLISECONDS ? value * 1000 : value);
}

function fromIso(found: RegExpExecArray): number | undefined {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0'] = found;
  const utc = utcOf(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  if (utc === undefined) return undefined;
  const [sign, zoneHours = '0', zoneMinutes = '0'] = [found[8], found[9], found[10]];
  const shift = sign === undefined ? 0 : zoneShift(sign, zoneHours, zoneMinutes);
  return utc + Math.floor(Number(`0.${fraction}`) * 1000) - shift;
}

function fromTwitter(found: RegExpExecArray): number | undefined {
  const [, month = '', day, hour, minute, second, sign, zoneHours = '0', zoneMinutes = '0', zone = '', year] =
    found;
  const monthNumber = months.indexOf(month) + 1;
  const utc = utcOf(Number(year), monthNumber, Number(day), Number(hour), Number(minute), Number(second));
  const named = zones[zone];
  const shift =
    sign !== undefined
      ? zoneShift(sign, zoneHours, zoneMinutes)
      : named === undefined
        ? undefined
        : named * 60 * MINUTE;
  return utc === undefined || shift === undefined ? undefined : utc - shift;
}

const zoneShift = (sign: string, hours: string, minutes: string): number =>
  (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;

/** Date.UTC, but 30 February and 25 o'clock are no times. */
function utcOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  return new Date(time).getUTCDate() === day ? time : undefined;
}
