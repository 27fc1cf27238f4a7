import type { BehaviourCase } from '../behaviour-case.ts';
import { expectations } from '../expectations.ts';

const { minimum } = expectations('change of mind');

/** What was, or what others think, does not count; what is now, and what the writer thinks, does. */
export const changeOfMind: readonly BehaviourCase[] = [
  ...minimum(
    ['positive'],
    [
      'I used to {hate} {brand}, but now I {love} it.',
      'my {thing} used to be {poor}, but now it is {good}',
      'The first {thing} was {bad}. The new one is {good}!',
      'Everybody says the {brand} {thing} is {bad}, but I {love} it',
    ],
  ),
  ...minimum(
    ['negative'],
    [
      'I used to {love} {brand}, but now I {hate} it.',
      'my {thing} used to be {fine}, but now it is {bad}',
      'The first {thing} was {good}. The new one is {bad}!',
      'Everybody says the {brand} {thing} is {good}, but I {hate} it',
    ],
  ),
];
