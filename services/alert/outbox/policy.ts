import type { Severity } from '../message/facts.ts';
import type { StoredChannel } from '../settings/stored-channels.ts';
import { minuteOfDay, nextLocalTime } from './local-time.ts';

const MINUTE = 60_000;
/** When the digest of what was beyond the cap is due, minutes of the recipient's day. */
const MORNING = 9 * 60;
const DISABLED_MS = 5 * MINUTE;
const REMOVED_MS = 60 * MINUTE;
/**
 * Critical messages ignore quiet hours and the cap: they are why somebody has alerts at all, and rare. They have a cap of their
 * own all the same, so that a rule that went wrong cannot ring all night: twice the other one.
 */
const CRITICAL_CAPS = 2;

export type Held = 'daily cap' | 'quiet hours';

/** A notification that is due, as far as it matters for when it is sent. */
export interface DueNotification {
  readonly event: 'opened' | 'escalated' | 'resolved' | 'retracted' | 'digest' | 'test';
  readonly severity: Severity;
  /** Tries so far. */
  readonly attempts: number;
  /** Of `resolved` and `retracted`: the last message that said that something is going on; else null. */
  readonly closes: {
    readonly severity: Severity;
    /** Set while it waits for a digest; `dueAt` in milliseconds UTC. */
    readonly waiting: { readonly held: Held; readonly dueAt: number } | null;
  } | null;
}

/** What a recipient wants, and has had. */
export interface ChannelState extends Pick<
  StoredChannel,
  'enabled' | 'timeZone' | 'quietFrom' | 'quietUntil' | 'dailyCap'
> {
  /** Messages of the recipient's day, without digests: those that were sent, and those that have been tried and still are. */
  readonly used: number;
}

/** Send it; leave it to a digest; or ask again later. Moments are milliseconds UTC. */
export type Decision =
  | { readonly action: 'send' }
  | { readonly action: 'hold'; readonly held: Held; readonly digestDueAt: number }
  | { readonly action: 'wait'; readonly until: number; readonly reason: string };

/** Whether a notification is sent now (milliseconds UTC). `channel`: null when it was removed. */
export function decide(notification: DueNotification, channel: ChannelState | null, now: number): Decision {
  if (!channel) return { action: 'wait', until: now + REMOVED_MS, reason: 'channel is removed' };
  if (!channel.enabled) return { action: 'wait', until: now + DISABLED_MS, reason: 'channel is disabled' };
  const { event, attempts, closes } = notification;
  if (event === 'digest' || event === 'test') return { action: 'send' };
  if (closes?.waiting) {
    const { held, dueAt } = closes.waiting;
    return { action: 'hold', held, digestDueAt: Math.max(dueAt, now) };
  }
  // The end is as urgent as what was said before: who was woken may know that it is over.
  const critical = (closes ?? notification).severity === 'critical';
  if (!critical && isQuiet(channel, now))
    return { action: 'hold', held: 'quiet hours', digestDueAt: endOfQuiet(channel, now) };
  // What was tried is among the used, and may have been seen: it has its place.
  const cap = channel.dailyCap * (critical ? CRITICAL_CAPS : 1);
  if (attempts === 0 && channel.used >= cap)
    return { action: 'hold', held: 'daily cap', digestDueAt: nextMorning(channel, now) };
  return { action: 'send' };
}

type QuietHours = Pick<ChannelState, 'timeZone' | 'quietFrom' | 'quietUntil'>;

/** Quiet hours that end when they begin are none. */
function isQuiet({ timeZone, quietFrom, quietUntil }: QuietHours, at: number): boolean {
  if (quietFrom === null || quietUntil === null) return false;
  const minute = minuteOfDay(at, timeZone);
  return quietFrom <= quietUntil
    ? minute >= quietFrom && minute < quietUntil
    : minute >= quietFrom || minute < quietUntil;
}

const endOfQuiet = ({ timeZone, quietUntil }: QuietHours, at: number): number =>
  quietUntil === null ? at : nextLocalTime(at, quietUntil, timeZone);

/** Digests are sent without being asked about: they must not be due in quiet hours. */
function nextMorning(channel: QuietHours, now: number): number {
  const morning = nextLocalTime(now, MORNING, channel.timeZone);
  return isQuiet(channel, morning) ? endOfQuiet(channel, morning) : morning;
}
