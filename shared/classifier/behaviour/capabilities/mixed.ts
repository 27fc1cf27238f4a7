import { type BehaviourCase, CLEARLY } from '../behaviour-case.ts';
import { expectations } from '../expectations.ts';

const { minimum, direction } = expectations('mixed');

/** Praise and blame in one text: both count, and what comes after "but" decides. */
export const mixed: readonly BehaviourCase[] = [
  ...direction('negative', CLEARLY, [
    ['{good} {thing}.', '{good} {thing}, {bad} {part}.'],
    ['I {love} the {part} of this {thing}.', 'I {love} the {part} of this {thing}. The {part2} is {poor}.'],
  ]),
  ...direction('positive', CLEARLY, [
    ['{poor} {part}.', '{poor} {part}, {good} {thing}.'],
    ['I {hate} the {part} of this {thing}.', 'I {hate} the {part} of this {thing}. The {part2} is {good}.'],
  ]),
  ...minimum(
    ['positive', 'neutral'],
    [
      'The {part} is {poor}, but I still {love} this {thing}',
      'a bit {poor}, but all in all a {good} {thing}',
    ],
  ),
  ...minimum(
    ['negative', 'neutral'],
    [
      'The {part} is {fine}, but I still {hate} this {thing}',
      'quite {fine}, but all in all a {poor} {thing}',
    ],
  ),
];
