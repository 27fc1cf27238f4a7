import type { AlertFacts, IncidentFacts } from '../message/facts.ts';
import type { Announcement } from './waiting.ts';

/** What to do about the messages of an incident that does not stand. */
export interface Retraction {
  /** Nobody has seen these: they are taken back without a word. */
  readonly takeBack: readonly Announcement[];
  /** Recipients that have, or may have, heard of it: one message each, in the thread where they did. */
  readonly tell: readonly { readonly channel: string; readonly thread: string }[];
}

/** @param announcements all messages about the incident, oldest first */
export function retractionOf(announcements: readonly Announcement[]): Retraction {
  const tell = new Map<string, string>();
  for (const { channel, thread, unseen } of announcements) {
    if (!unseen && !tell.has(channel)) tell.set(channel, thread);
  }
  return {
    takeBack: announcements.filter(({ unseen }) => unseen),
    tell: Array.from(tell, ([channel, thread]) => ({ channel, thread })),
  };
}

/** The message: what was last said, taken back. `resolvedAt`: ISO 8601. */
export const retractedFacts = (told: IncidentFacts, thread: string, resolvedAt: string): AlertFacts => ({
  schema: 'tonewatch.alert/1',
  event: 'retracted',
  brand: null,
  thread,
  incidents: [{ ...told, resolvedAt: told.resolvedAt ?? resolvedAt }],
});
