import type { LifeEvent } from '../../services/alert/detection/lifecycle.ts';
import type { Notification } from './watch.ts';

const ESCALATES_AFTER = 30 * 60_000;
const REOPENS_WITHIN = 6 * 3_600_000;
/** Messages so long after the end are about something else. */
const ABOUT_IT = 24 * 3_600_000;

/** Messages about crises: how many of each kind, and how many too many. */
export type Messages = Readonly<Record<LifeEvent | 'crises' | 'duplicates', number>>;

export const noMessages: Messages = {
  crises: 0,
  opened: 0,
  escalated: 0,
  resolved: 0,
  reopened: 0,
  duplicates: 0,
};

/**
 * Adds the messages about one crisis, from its onset on. Duplicates are: opening what is open or what ended less than six hours
 * before (that is the same incident), resolving what is not open, and escalating within 30 minutes of the last message.
 *
 * @param told in order, also from before
 * @param onset, end milliseconds UTC
 */
export function messagesOf(
  told: readonly Notification[],
  onset: number,
  end: number,
  before: Messages,
): Messages {
  const sums = { ...before, crises: before.crises + 1 };
  let open = false;
  let last = -Infinity;
  for (const { at, event } of told) {
    const tooMany =
      (event === 'opened' && (open || at - last <= REOPENS_WITHIN)) ||
      (event === 'reopened' && (open || at - last > REOPENS_WITHIN)) ||
      (event === 'resolved' && !open) ||
      (event === 'escalated' && (!open || at - last < ESCALATES_AFTER));
    open = event !== 'resolved';
    last = at;
    if (at <= onset || at > end + ABOUT_IT) continue;
    sums[event] += 1;
    if (tooMany) sums.duplicates += 1;
  }
  return sums;
}
