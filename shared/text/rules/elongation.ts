import { wordCounts } from '../word-counts.ts';

const RUN = /(.)\1{2,}/gu;
const RUN_ONCE = /(.)\1{2,}/u;
const MOST_RUNS = 3;
const LONGEST_LAUGH = 40;
/** "hahaha", "lololol", "hehehe": a syllable of two letters, again and again. */
const LAUGHTER = /^[bmw]{0,2}a*h+(?:a+h+)+a*$/u;
const GIGGLE = /^(?:he){2,}h?$|^(?:hi){3,}h?$/u;
const LOLS = /^(?:lo){2,}l$|^lol(?:ol)+$|^lo+lz?$/u;

/** Whether three or more letters of the same kind follow each other (and it is not the numeral "III"). */
export function isElongated(word: string): boolean {
  return RUN_ONCE.test(word) && word !== 'iii';
}

/**
 * The ordinary form of a drawn-out lower-case word: every run of three letters or more becomes one letter or two,
 * whichever gives the most frequent known word ("goooood" → "good", "sooooo" → "so"); one letter when none is known.
 */
export function shortenElongation(word: string): string {
  const runs = word.match(RUN)?.length ?? 0;
  const single = word.replace(RUN, '$1');
  if (runs > MOST_RUNS) return single;
  let best = single;
  let bestCount = wordCounts.get(single) ?? 0;
  for (let choice = 1; choice < 1 << runs; choice++) {
    let run = 0;
    const candidate = word.replace(RUN, (_, letter: string) =>
      (choice >> run++) & 1 ? letter + letter : letter,
    );
    const count = wordCounts.get(candidate) ?? 0;
    if (count > bestCount) [best, bestCount] = [candidate, count];
  }
  return best;
}

/** Laughter of any length in one form each: "haha", "hehe", "lol". */
export function plainLaughter(word: string): string {
  if (word.length < 4 || word.length > LONGEST_LAUGH || !'hlabmw'.includes(word.charAt(0))) return word;
  if (LAUGHTER.test(word)) return 'haha';
  if (GIGGLE.test(word)) return 'hehe';
  return LOLS.test(word) ? 'lol' : word;
}
