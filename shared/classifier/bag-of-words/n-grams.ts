/** Which n-grams of a text are features. */
export interface NgramSpec {
  /** Runs of 1 to so many tokens. */
  readonly words: number;
  /** Runs of so many characters inside a token, its ends marked by a space; undefined: none. */
  readonly characters?: readonly [shortest: number, longest: number] | undefined;
}

/**
 * Receives an n-gram: two independent 32-bit hashes of it, and where it stands in the text. Two n-grams are taken for the
 * same where both hashes are; among a million that happens once in some ten million vocabularies.
 */
export type NgramVisitor = (first: number, second: number, begin: number, end: number, kind: Kind) => void;

export const WORDS = 0;
export const CHARACTERS = 1;
export type Kind = typeof WORDS | typeof CHARACTERS;

/** Stands for the space in an n-gram that is written down. */
const SPACE_MARK = '␣';
/** Begins an n-gram of characters that is written down; no token begins so. */
const CHARACTERS_MARK = '~~';
const SPACE = 32;

// FNV-1a over UTF-16 units, by two primes.
const FIRST_SEEDS = [0x811c9dc5 | 0, 0x2f0b4c47 | 0] as const;
const SECOND_SEEDS = [0x4b1d6a95 | 0, 0x7e3f0d21 | 0] as const;
const first = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);
const second = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x5bd1e995);
const finish = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
};

/** Visits every n-gram of a text as often as it occurs. The text is prepared: tokens separated by one space. */
export function visitNgrams(tokens: string, { words, characters }: NgramSpec, visit: NgramVisitor): void {
  for (let begin = 0; begin < tokens.length;) {
    const end = endOfToken(tokens, begin);
    visitWords(tokens, begin, words, visit);
    if (characters) visitCharacters(tokens, begin, end, characters, visit);
    begin = end + 1;
  }
}

/** Those that begin with the token at `begin`. */
function visitWords(tokens: string, begin: number, longest: number, visit: NgramVisitor): void {
  let one: number = FIRST_SEEDS[WORDS];
  let two: number = SECOND_SEEDS[WORDS];
  let read = 0;
  for (let at = begin; at <= tokens.length; at++) {
    const unit = at < tokens.length ? tokens.charCodeAt(at) : SPACE;
    if (unit === SPACE) {
      visit(finish(one), finish(two), begin, at, WORDS);
      if (++read === longest) return;
    }
    one = first(one, unit);
    two = second(two, unit);
  }
}

function visitCharacters(
  tokens: string,
  begin: number,
  end: number,
  [shortest, longest]: readonly [number, number],
  visit: NgramVisitor,
): void {
  // The spaces around the token count; there is none before the first token or behind the last, but they read as one.
  for (let from = begin - 1; from + shortest <= end + 1; from++) {
    let one: number = FIRST_SEEDS[CHARACTERS];
    let two: number = SECOND_SEEDS[CHARACTERS];
    for (let at = from; at <= end && at - from < longest; at++) {
      const unit = at < begin || at === end ? SPACE : tokens.charCodeAt(at);
      one = first(one, unit);
      two = second(two, unit);
      if (at - from + 1 >= shortest) visit(finish(one), finish(two), from, at + 1, CHARACTERS);
    }
  }
}

function endOfToken(tokens: string, begin: number): number {
  const end = tokens.indexOf(' ', begin);
  return end < 0 ? tokens.length : end;
}

/** An n-gram that was visited, without white space: `not␣good`, `~~␣goo`. */
export function writeNgram(tokens: string, begin: number, end: number, kind: Kind): string {
  if (kind === WORDS) return tokens.slice(begin, end).replaceAll(' ', SPACE_MARK);
  const front = begin < 0 ? SPACE_MARK : '';
  const behind = end > tokens.length ? SPACE_MARK : '';
  const inside = tokens.slice(Math.max(0, begin), end).replaceAll(' ', SPACE_MARK);
  return `${CHARACTERS_MARK}${front}${inside}${behind}`;
}

/** Both hashes of an n-gram that was written down. */
export function hashesOf(ngram: string): readonly [first: number, second: number] {
  const kind = ngram.startsWith(CHARACTERS_MARK) ? CHARACTERS : WORDS;
  const text = ngram.slice(kind === WORDS ? 0 : CHARACTERS_MARK.length).replaceAll(SPACE_MARK, ' ');
  let one: number = FIRST_SEEDS[kind];
  let two: number = SECOND_SEEDS[kind];
  for (let i = 0; i < text.length; i++) {
    one = first(one, text.charCodeAt(i));
    two = second(two, text.charCodeAt(i));
  }
  return [finish(one), finish(two)];
}
