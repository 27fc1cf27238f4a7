import type { BehaviourCase } from '../behaviour-case.ts';
import { expectations } from '../expectations.ts';

const { invariance } = expectations('names');

/** Who or what it is about, and where, must not matter: known names, and names that nobody has heard of. */
export const names: readonly BehaviourCase[] = invariance([
  ['The {part} of my {brand} {thing} is {good}', 'The {part} of my {brand2} {thing} is {good}'],
  ['The {part} of my {brand} {thing} is {poor}', 'The {part} of my {brand2} {thing} is {poor}'],
  ['I {love} the new {brand} {thing}', 'I {love} the new {newcomer} {thing}'],
  ['I {hate} the new {brand} {thing}', 'I {hate} the new {newcomer} {thing}'],
  ['{person} from {brand} was {good} on the phone', '{person2} from {brand} was {good} on the phone'],
  ['{person} from {brand} was {bad} on the phone', '{person2} from {brand} was {bad} on the phone'],
  ['{brand} opens a shop in {city} on {day}', '{brand2} opens a shop in {city} on {day}'],
  ['the {brand} shop in {city} is {fine}', 'the {brand} shop in {city2} is {fine}'],
]);
