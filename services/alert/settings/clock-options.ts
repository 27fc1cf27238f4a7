import { parseTime } from '../backtest/counts/time.ts';
import { DAY, HOUR, MINUTE } from '../detection/windows.ts';

const form = /^(?=\d)(?:(\d{1,4})w)?(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/u;

/** `2h`, `90m`, `1d12h`, `2w` in milliseconds; null where it is no such length, or none at all. */
export function parseLength(text: string): number | null {
  const parts = form.exec(text);
  if (!parts) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0] = parts.slice(1).map((part) => Number(part || 0));
  const length = (weeks * 7 + days) * DAY + hours * HOUR + minutes * MINUTE;
  return length > 0 ? length : null;
}

/** ISO 8601, UTC where no zone is given, or a length of time before `now`: `2026-03-01T12:00`, `24h`. Milliseconds UTC, or null. */
export function parseSince(text: string, now: number): number | null {
  const length = parseLength(text);
  return length === null ? parseTime(text) : now - length;
}
