import { type BehaviourCase, CLEARLY } from '../behaviour-case.ts';
import { expectations } from '../expectations.ts';

const { minimum, direction } = expectations('negation');

export const negation: readonly BehaviourCase[] = [
  ...minimum(
    ['negative', 'neutral'],
    [
      'The {thing} is not {fine}.',
      "I wouldn't say the {thing} is {good}",
      "I don't {love} this {thing}",
      'nobody would call the {part} {fine}',
      'the {thing} never was {fine} and never will be',
    ],
  ),
  ...minimum(
    ['positive', 'neutral'],
    [
      'The {thing} is not {poor} at all.',
      'not {poor} at all, this {brand} {thing}',
      "I don't {hate} this {thing}",
      'there is nothing {poor} about the {part}',
      'Never had a single problem with my {brand} {thing}',
    ],
  ),
  ...minimum(
    ['positive'],
    [
      'The {thing} is not bad at all, I am impressed',
      "can't fault the {part}, not one bit",
      'the {brand} {thing} did not disappoint',
    ],
  ),
  ...direction('negative', CLEARLY, [
    ['The {thing} is {good}.', "The {thing} isn't {good}."],
    ['I would recommend the {brand} {thing}', 'I would not recommend the {brand} {thing}'],
    ['the {thing} works', "the {thing} doesn't work"],
  ]),
  ...direction('positive', CLEARLY, [
    ['The {thing} is {poor}.', "The {thing} isn't {poor}."],
    ['I regret buying the {brand} {thing}', "I don't regret buying the {brand} {thing}"],
  ]),
];
