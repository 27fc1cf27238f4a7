import type { BehaviourCase } from '../behaviour-case.ts';
import { expectations } from '../expectations.ts';

/** Texts that say or ask something and hold no opinion. */
export const noOpinion: readonly BehaviourCase[] = [
  ...expectations('questions').minimum(
    ['neutral'],
    [
      'Does anyone know when the new {brand} {thing} comes out?',
      'Where can I buy the {brand} {thing} in {city}?',
      'Which {thing} has the larger {part}, {brand} or {brand2}?',
      'What is the {part} of the {brand} {thing} like?',
      'is the {brand} shop in {city} open on {day}?',
    ],
    20,
  ),
  ...expectations('news').minimum(
    ['neutral'],
    [
      '{brand} opens a new office in {city} on {day}.',
      '{brand} names {person} head of its {thing} business',
      'The {brand} {thing} goes on sale in {city} on {day}',
      '{brand} to present its new {thing} at an event in {city}',
      'I will pick up the {thing} in {city} on {day}',
    ],
    20,
  ),
];
