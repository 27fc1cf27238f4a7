import type { MessageFacts } from '../facts.ts';
import { alertOutline } from './alert-outline.ts';
import { digestOutline } from './digest-outline.ts';
import type { Outline } from './outline.ts';

/** The words of a message; times are in `timeZone` (IANA). */
export const outlineOf = (facts: MessageFacts, timeZone: string): Outline =>
  facts.schema === 'tonewatch.digest/1' ? digestOutline(facts, timeZone) : alertOutline(facts, timeZone);
