import type { BehaviourCase } from '../behaviour-case.ts';
import { expectations } from '../expectations.ts';

const { minimum } = expectations('experience');

/** Nothing is called good or bad, and still everybody knows. */
export const experience: readonly BehaviourCase[] = [
  ...minimum(
    ['negative'],
    [
      "My {brand} {thing} won't turn on after the last update",
      'waited {number} hours on the line and nobody at {brand} answered',
      '{number} weeks and still no refund from {brand}',
      'the {part} of my {thing} broke after {number} days',
      'I want my money back, {brand}',
    ],
  ),
  ...minimum(
    ['positive'],
    [
      '{brand} replaced my {thing} within {number} hours, no questions asked',
      'I would buy this {thing} again tomorrow',
      'thank you {person} at {brand} for fixing my {thing}',
      'My {thing} still works like on the first day after {number} years',
    ],
  ),
];
