const form =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/iu;

/**
 * A time in ISO 8601, milliseconds UTC: `2025-03-14T09:30:00Z`, with an offset, or without any, which is UTC too. Also with a
 * space for the T, without seconds, and a date alone. Null where it is none, or before 1970.
 */
export function parseTime(text: string): number | null {
  const parts = form.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = parts;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC takes the 30th of February for the 2nd of March.
  if (new Date(date).getUTCDate() !== Number(day) || new Date(date).getUTCMonth() + 1 !== Number(month))
    return null;
  const ofDay = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const time = date + ofDay * 1_000 + Number(fraction.slice(0, 3).padEnd(3, '0')) - offsetOf(zone);
  return time >= 0 ? time : null;
}

/** Of `+02:00`, milliseconds. */
function offsetOf(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
