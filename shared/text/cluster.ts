import { hash32, hash64Hex } from './hash.ts';
import { totalCount, wordCounts } from './word-counts.ts';

/** Only the beginning counts: reposts are cut off at the end, or have words, tags and links added there. */
const FIRST_WORDS = 10;
/** So many words stand for the text. */
const SKETCH = 4;
/** Texts with fewer words are alike by chance ("thank you so much") and stay alone. */
const LEAST_WORDS = 5;
/** Characters looked at: ten words with a handful of links and users among them. */
const LONGEST = 500;

/** From here on a text with a comment before it is the reposted one. */
const REPOST = /(?:^|\s)(?:RT|MT)\s+@\w+:?/u;
const NOISE = /https?:\S*|www\.\S*|@\w+|&#?\w{1,8};|\S*…\s*$/gu;
/** Words; scripts without spaces are cut into pieces of three signs. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]{1,3}|[\p{L}\p{M}\p{N}']+/gu;

/**
 * Near-duplicate cluster of a post: 16 hexadecimal digits that reposts and near-copies share. A pure function of the
 * text (and, for texts of fewer than five words, of the post's id), so that every copy of the service agrees.
 *
 * It is a weighted MinHash sketch: of the first ten words (without users, links, signs and the word that a cut-off
 * end broke), the four with the least −ln(hash)/weight, the weight being the cube of the word's rarity; the id is the
 * hash of these four as a set. Rare words are thus preferred, and two texts meet only when all four agree.
 *
 * Measured on 13,187 distinct tweets to airlines and support accounts, share of near-copies with the same id: other
 * link, other users or RT prefix 100 %; comment before an RT 100 %; last tenth cut off 88 %, last fifth 83 %; words and
 * a tag added at the end 92 %; one word replaced 60 %. In return 0.5 % of the tweets share an id with one that has less
 * than half of its words in common. A sketch of three words finds 68 % of the replaced words and merges 2.4 %.
 *
 * @param postId `<platform>:<native id>`
 */
export function clusterOf(text: string, postId: string): string {
  const all = wordsOf(text.slice(0, LONGEST));
  if (all.length < LEAST_WORDS) return hash64Hex(`post ${postId}`);
  return hash64Hex(sketch(new Set(all.slice(0, FIRST_WORDS))).join(' '));
}

function wordsOf(text: string): string[] {
  const repost = REPOST.exec(text);
  const original = repost === null ? text : text.slice(repost.index + repost[0].length);
  const words = original.replace(NOISE, ' ').toLowerCase().match(WORD) ?? [];
  return words.length < LEAST_WORDS && repost !== null && repost.index > 0
    ? wordsOf(text.slice(0, repost.index))
    : words;
}

function sketch(words: ReadonlySet<string>): string[] {
  const ranked: { word: string; rank: number }[] = [];
  for (const word of words) ranked.push({ word, rank: rankOf(word) });
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked
    .slice(0, SKETCH)
    .map(({ word }) => word)
    .sort();
}

/** An exponential variate that the word alone decides, with its weight as rate: the least of several is a fair draw by weight. */
function rankOf(word: string): number {
  return rankOfKnown.get(word) ?? drawOf(word) / WEIGHT_OF_UNKNOWN;
}

const drawOf = (word: string): number => -Math.log((hash32(word) + 1) / 2 ** 32);

/** Weight of a word that occurs so often: the cube of its rarity. */
const weightOf = (count: number): number => Math.log(totalCount / (count + 3)) ** 3;

const WEIGHT_OF_UNKNOWN = weightOf(0);
const rankOfKnown = new Map(
  Array.from(wordCounts, ([word, count]) => [word, drawOf(word) / weightOf(count)]),
);
