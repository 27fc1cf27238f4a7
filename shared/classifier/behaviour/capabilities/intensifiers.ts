import { type BehaviourCase, NOT_AGAINST } from '../behaviour-case.ts';
import { expectations } from '../expectations.ts';

const { direction } = expectations('intensifiers');

export const intensifiers: readonly BehaviourCase[] = [
  ...direction('positive', NOT_AGAINST, [
    ['The {thing} is {fine}.', 'The {thing} is {very} {fine}.'],
    ['I like the {part}', 'I like the {part} a lot'],
    ['The {thing} is {rather} {poor}.', 'The {thing} is only {rather} {poor}.'],
    ['The {thing} is {fine}', 'The {thing} is soooo {fine}!!!'],
  ]),
  ...direction('negative', NOT_AGAINST, [
    ['The {thing} is {poor}.', 'The {thing} is {very} {poor}.'],
    ['I dislike the {part}', 'I dislike the {part} a lot'],
    ['The {thing} is {good}.', 'The {thing} is {rather} {good}.'],
    ['The {thing} is {poor}', 'The {thing} is soooo {poor}!!!'],
  ]),
];
