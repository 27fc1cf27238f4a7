import { createHash } from 'node:crypto';
import type { MessageFacts } from '../message/facts.ts';

interface ThreadHeaders {
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references?: string;
}

/**
 * Which mail it is, and in which thread. A mail that is sent again has the same Message-ID, by which servers and clients
 * know it. All mails about an incident refer to one that was never sent: later ones do not know the key of the first, and
 * clients put together what refers to the same (RFC 5256, and https://www.jwz.org/doc/threading.html).
 */
export function threadHeaders(key: string, facts: MessageFacts, sender: string): ThreadHeaders {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  const messageId = `<${digest(key)}@${domain}>`;
  if (facts.schema === 'tonewatch.digest/1') return { messageId };
  const root = `<thread-${digest(facts.thread)}@${domain}>`;
  return facts.event === 'opened'
    ? { messageId, references: root }
    : { messageId, inReplyTo: root, references: root };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** Says that no human wrote it, so that no absence notice answers (RFC 3834; the second one is Exchange's). */
export const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } as const;
