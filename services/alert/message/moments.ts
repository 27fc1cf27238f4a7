/** How times are written in every message: in the recipient's time zone, with its name. */

interface Moment {
  /** `Sat 14 Mar` */
  readonly day: string;
  readonly year: string;
  /** `10:26` */
  readonly clock: string;
  /** `CET`, `EDT`, or `UTC+5:30` where no abbreviation is in common use. */
  readonly zone: string;
}

/** `Sat 14 Mar 2026, 10:26 CET`, of ISO 8601. */
export function moment(time: string, timeZone: string): string {
  const { day, year, clock, zone } = momentOf(time, timeZone);
  return `${day} ${year}, ${clock} ${zone}`;
}

/** As `moment`, and without the date where it is that of `beside`. */
export function momentBeside(time: string, beside: string, timeZone: string): string {
  const [one, other] = [momentOf(time, timeZone), momentOf(beside, timeZone)];
  return sameDay(one, other) ? `${one.clock} ${one.zone}` : moment(time, timeZone);
}

/** `Sat 14 Mar 2026, 09:26–10:26 CET`; both in full when they are of different days, or the clocks changed. */
export function span(from: string, to: string, timeZone: string): string {
  const [start, end] = [momentOf(from, timeZone), momentOf(to, timeZone)];
  if (!sameDay(start, end) || start.zone !== end.zone)
    return `${moment(from, timeZone)} – ${moment(to, timeZone)}`;
  return `${start.day} ${start.year}, ${start.clock}–${end.clock} ${end.zone}`;
}

const sameDay = (one: Moment, other: Moment): boolean => one.day === other.day && one.year === other.year;

function momentOf(time: string, timeZone: string): Moment {
  const zone = knownZone(timeZone);
  const date = new Date(time);
  const parts = new Map<string, string>(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: string): string => parts.get(type) ?? '';
  return {
    day: `${part('weekday')} ${part('day')} ${part('month')}`,
    year: part('year'),
    clock: `${part('hour')}:${part('minute')}`,
    zone: zoneName(date, zone),
  };
}

/** British English abbreviates the zones of Europe, American English those of America. */
function zoneName(date: Date, timeZone: string): string {
  const names = ['en-GB', 'en-US'].map(
    (locale) =>
      new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
        .formatToParts(date)
        .find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC',
  );
  const offset = /^GMT(?=[+-])/u;
  return names.find((name) => !offset.test(name)) ?? (names[0] ?? 'UTC').replace(offset, 'UTC');
}

/** A message in UTC is better than none because of a zone that this machine does not know. */
function knownZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
    return timeZone;
  } catch {
    return 'UTC';
  }
}
