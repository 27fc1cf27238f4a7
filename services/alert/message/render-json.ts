import type { MessageFacts } from './facts.ts';

/** The body of a webhook: the facts themselves, as schemas/alert-message.json describes them. */
export const renderJson = (facts: MessageFacts): string => JSON.stringify(facts);
