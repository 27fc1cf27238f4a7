import { parseTime, timeForms } from './posted-at.ts';
import { payloadInvalid } from './payload-error.ts';

/** Checks of single fields. Each takes the field's name in the payload, for the error, and the value found there. */

const MAX_ID = 512;
const MAX_AUTHOR = 512;
const MAX_URL = 4_096;
const FIRST_TIME = Date.UTC(2000, 0, 1);
const CLOCK_SKEW = 24 * 3_600_000;

const unfit = /[\p{Cc}\p{Surrogate}]/u;
const platformName = /^[a-z0-9][a-z0-9._-]{0,63}$/u;

/** CSV has no other way to leave a field out than an empty one. */
export const isAbsent = (value: unknown): value is undefined | null | '' =>
  value === undefined || value === null || value === '';

/** An id as text: ids are numbers on some platforms, but all of their digits count. */
export function checkId(name: string, value: unknown): string {
  const expected = 'an id (text, or an integer)';
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return String(value);
    const hint = Number.isInteger(value) ? 'text, since JSON numbers beyond 2^53 lose digits' : expected;
    throw payloadInvalid(name, hint, value);
  }
  if (typeof value !== 'string') throw payloadInvalid(name, expected, value);
  const id = value.trim();
  if (id === '' || id.length > MAX_ID || unfit.test(id)) {
    throw payloadInvalid(name, `an id of 1 to ${MAX_ID} printable characters`, value);
  }
  return id;
}

export function checkPlatform(name: string, value: unknown): string {
  const platform = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (!platformName.test(platform)) {
    throw payloadInvalid(name, 'a platform in letters, digits, . _ -', value);
  }
  return platform;
}

/** Milliseconds UTC between the year 2000 and tomorrow: what lies outside is a wrong unit or a broken clock. */
export function checkTime(name: string, value: unknown): number {
  const time = parseTime(value);
  if (time === undefined) throw payloadInvalid(name, timeForms, value);
  if (time < FIRST_TIME || time > Date.now() + CLOCK_SKEW) {
    throw payloadInvalid(name, 'a time between 2000-01-01 and one day from now', value);
  }
  return time;
}

export function checkAuthor(name: string, value: unknown): string | null {
  if (isAbsent(value)) return null;
  const written = typeof value === 'number' ? String(value) : value;
  if (typeof written !== 'string') throw payloadInvalid(name, 'the author’s handle as text', value);
  const handle = written.trim().replace(/^@/u, '');
  if (handle.length > MAX_AUTHOR || unfit.test(handle)) {
    throw payloadInvalid(name, `a handle of at most ${MAX_AUTHOR} printable characters`, value);
  }
  return handle === '' ? null : handle;
}

/** Kept only when a browser may open it: dashboards make links of it. */
export function checkUrl(name: string, value: unknown): string | null {
  if (isAbsent(value)) return null;
  if (typeof value !== 'string') throw payloadInvalid(name, 'a URL as text', value);
  const url = value.trim();
  return /^https?:\/\/\S+$/iu.test(url) && url.length <= MAX_URL && !unfit.test(url) ? url : null;
}

export function checkReach(name: string, value: unknown): number | null {
  if (isAbsent(value)) return null;
  const reach = typeof value === 'string' && /^\d{1,15}(?:\.0+)?$/u.test(value) ? Number(value) : value;
  if (typeof reach !== 'number' || !Number.isSafeInteger(reach) || reach < 0) {
    throw payloadInvalid(name, 'a number of followers: an integer of 0 or more', value);
  }
  return reach;
}

export function checkFlag(name: string, value: unknown): boolean {
  if (isAbsent(value)) return false;
  const flag = typeof value === 'string' ? value.toLowerCase() : value;
  if (flag === true || flag === 'true' || flag === 1 || flag === '1') return true;
  if (flag === false || flag === 'false' || flag === 0 || flag === '0') return false;
  throw payloadInvalid(name, 'true or false', value);
}
