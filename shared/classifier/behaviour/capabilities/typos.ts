import { createRandom } from '../../training/random.ts';
import type { BehaviourCase } from '../behaviour-case.ts';
import { fill } from '../fill.ts';

const CAPABILITY = 'typos';
const TEMPLATES = [
  'The {part} of my {brand} {thing} is {good} and I {love} it',
  'The {part} of my {brand} {thing} is {bad} and I {hate} it',
  'customer service in {city} was {poor}, waited {number} hours',
  'really happy with the {part}, {good} {thing}',
  // Nothing but the misspelt word says what is meant.
  '{brand} is {good}',
  '{brand} is {bad}',
];
const EACH = 25;

/** Two neighbouring letters in the wrong order, in one word of five small letters or more: the label stays. */
export const typos: readonly BehaviourCase[] = makeTypos();

function makeTypos(): BehaviourCase[] {
  const random = createRandom(5);
  return TEMPLATES.flatMap((template) =>
    fill([template], EACH, random).flatMap(([text = '']) => {
      const places = slips(text);
      const at = places[Math.floor(random.next() * places.length)];
      if (at === undefined) return [];
      const changed = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
      return [{ kind: 'invariance' as const, capability: CAPABILITY, text, changed }];
    }),
  );
}

/** Where two different letters stand side by side, behind the first letter of a long word: that one is rarely missed. */
function slips(text: string): number[] {
  return [...text.matchAll(/\b[a-z]{5,}\b/gu)].flatMap(({ 0: word, index }) =>
    Array.from({ length: word.length - 2 }, (_, i) => index + 1 + i).filter(
      (at) => text.charAt(at) !== text.charAt(at + 1),
    ),
  );
}
