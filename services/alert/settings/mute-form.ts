import { z } from 'zod';
import { parseTime } from '../backtest/counts/time.ts';
import { parseLength } from './clock-options.ts';
import type { Mute } from './stored-mutes.ts';

/** A mute as it is typed. */
export interface MuteForm {
  readonly product?: string;
  readonly brand?: string;
  readonly for?: string;
  readonly from?: string;
  readonly until?: string;
  readonly campaign?: boolean;
  readonly reason?: string;
}

const time = z
  .string()
  .transform((text, context) => {
    const parsed = parseTime(text);
    if (parsed !== null) return parsed;
    context.addIssue('expected a time such as 2026-03-01T12:00Z (UTC where no zone is given)');
    return z.NEVER;
  })
  .optional();

const schema = z.object({
  product: z.string().optional(),
  brand: z.string().optional(),
  for: z
    .string()
    .transform((text, context) => {
      const length = parseLength(text);
      if (length !== null) return length;
      context.addIssue('expected a length of time such as 2h, 90m or 1d12h');
      return z.NEVER;
    })
    .optional(),
  from: time,
  until: time,
  campaign: z.boolean().default(false),
  reason: z.string().max(500, 'expected 500 characters at most').default(''),
});

/** The mute that a form describes at `now` (milliseconds UTC), or all that is wrong with it. */
export function muteFrom(form: MuteForm, now: number): { mute: Omit<Mute, 'id'> } | { problems: string[] } {
  const read = schema.safeParse(form);
  const problems = [
    ...(read.error?.issues ?? []).map(({ path, message }) => `--${String(path[0])}: ${message}`),
    ...exactlyOne(form.product, form.brand, '--product or --brand: one of them says what to mute'),
    ...exactlyOne(form.for, form.until, '--for or --until: one of them says when it ends'),
  ];
  if (problems.length > 0 || !read.data) return { problems };
  const { product = null, brand = null, from: startsAt = now, campaign, reason } = read.data;
  const endsAt = read.data.until ?? startsAt + (read.data.for ?? 0);
  if (endsAt <= startsAt) return { problems: ['--until: it ends before it begins'] };
  // What is over can only be left out of the baseline.
  if (endsAt <= now && !campaign)
    return { problems: ['--until: that is over; --campaign leaves a past stretch out of the baseline'] };
  return { mute: { product, brand, startsAt, endsAt, campaign, reason } };
}

const exactlyOne = (a: string | undefined, b: string | undefined, problem: string): string[] =>
  (a === undefined) === (b === undefined) ? [problem] : [];
