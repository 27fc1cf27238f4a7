import { z } from 'zod';

const form = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/u;

/** `22:00-07:00` as minutes of the day. */
export const quietHours = z
  .string()
  .transform((text, context) => {
    const parts = form.exec(text);
    if (!parts || text.slice(0, 5) === text.slice(6)) {
      context.addIssue('expected two different times of the day such as 22:00-07:00, or none');
      return z.NEVER;
    }
    const minutes = (at: number): number => Number(parts[at]) * 60 + Number(parts[at + 1]);
    return { from: minutes(1), until: minutes(3) };
  })
  .nullable();

/** The other way round, as it is typed; null: none. */
export const quietText = (from: number | null, until: number | null): string | null =>
  from === null || until === null ? null : `${timeOfDay(from)}-${timeOfDay(until)}`;

/** `07:05` of minutes of the day. */
export const timeOfDay = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
