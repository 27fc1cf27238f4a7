import type { BehaviourCase } from '../behaviour-case.ts';
import { expectations } from '../expectations.ts';

const { minimum } = expectations('plain words');

/** A word that says it all. */
export const plainWords: readonly BehaviourCase[] = [
  ...minimum(
    ['positive'],
    [
      'The {thing} is {good}.',
      'I {love} my new {brand} {thing}!',
      '{brand} support was {good} today, thank you',
      'what a {good} {thing} this is',
      'Best {thing} I have ever owned',
    ],
  ),
  ...minimum(
    ['negative'],
    [
      'The {thing} is {bad}.',
      'I {hate} my new {brand} {thing}!',
      '{brand} support was {bad} today',
      'This {thing} is {poor} and the {part} is {bad}',
      'Worst {thing} I have ever owned',
    ],
  ),
];
