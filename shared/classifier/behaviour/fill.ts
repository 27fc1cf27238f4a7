import type { Random } from '../training/random.ts';
import { type WordList, words } from './words.ts';

const SLOT = /\{([a-z]+)(\d?)\}/gu;
/** Draws for each text wanted, before the templates count as used up. */
const PATIENCE = 20;

/**
 * Fills several templates at once, the same slot with the same word in each: `['{thing} is {good}', '{thing} is not
 * {good}']` gives pairs that differ in one word. Slots of one list with different numbers get different words.
 * @param count so many at most, no two alike.
 */
export function fill(templates: readonly string[], count: number, random: Random): string[][] {
  const found = new Map<string, string[]>();
  for (let draw = 0; draw < count * PATIENCE && found.size < count; draw++) {
    const chosen = new Map<string, string>();
    const texts = templates.map((template) =>
      template.replace(SLOT, (slot, list: WordList) => {
        const known = chosen.get(slot);
        if (known !== undefined) return known;
        const free = words[list].filter((word) => ![...chosen.values()].includes(word));
        const word = free[Math.floor(random.next() * free.length)] ?? slot;
        chosen.set(slot, word);
        return word;
      }),
    );
    const shown = texts.map((text) => text.charAt(0).toUpperCase() + text.slice(1));
    found.set(shown.join('\n'), shown);
  }
  return [...found.values()];
}
