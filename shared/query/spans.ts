import type { IndexedDocument } from './indexed-document.ts';
import type { NearQuery, Query, WordsQuery } from './query.ts';

/** A stretch of the text where a part of a query was found: first and last position, in words. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * NEAR looks at so many places of either side, the first ones: a text that has a word more often than that is spam, and
 * would take seconds.
 */
const MOST_SPANS = 1_000;

/** Where a part that has a place (words, a phrase, NEAR, an OR of them) is found, by rising start. */
export function spansOf(query: Query, document: IndexedDocument): Span[] {
  switch (query.kind) {
    case 'words':
      return query.slop === null
        ? phraseSpans(query.words, document)
        : looseSpans(query, query.slop, document);
    case 'near':
      return distinct([...nearSpans(query, document)]);
    case 'or':
      return distinct(query.parts.flatMap((part) => spansOf(part, document)));
    default:
      return [];
  }
}

/** Whether there is any span: NEAR stops at the first one. */
export function hasSpan(query: WordsQuery | NearQuery, document: IndexedDocument): boolean {
  if (query.kind === 'words') return spansOf(query, document).length > 0;
  return nearSpans(query, document).next().done === false;
}

/** The words one directly after the other. */
function phraseSpans(words: readonly string[], document: IndexedDocument): Span[] {
  const [first = '', ...others] = words;
  let starts: readonly number[] = document.positionsOf(first);
  for (const [index, word] of others.entries()) {
    if (starts.length === 0) break;
    const positions = new Set(document.positionsOf(word));
    starts = starts.filter((start) => positions.has(start + index + 1));
  }
  return starts.map((start) => ({ start, end: start + words.length - 1 }));
}

/** The words in any order with at most `slop` others among them: from each start the shortest stretch. */
function looseSpans({ words }: WordsQuery, slop: number, document: IndexedDocument): Span[] {
  const needed = new Map<string, number>();
  for (const word of words) needed.set(word, (needed.get(word) ?? 0) + 1);
  const places = [...needed].map(([word, times]) => ({ times, positions: document.positionsOf(word) }));
  if (places.some(({ times, positions }) => positions.length < times)) return [];
  const starts = [...new Set(places.flatMap(({ positions }) => positions))].sort((a, b) => a - b);
  const spans: Span[] = [];
  for (const start of starts) {
    let end = start;
    for (const { times, positions } of places) {
      end = Math.max(end, positions[firstAtLeast(positions, start) + times - 1] ?? Infinity);
    }
    if (end - start + 1 - words.length <= slop) spans.push({ start, end });
  }
  return spans;
}

/** Pairs of a left and a right span that do not overlap, with at most `distance` words between them. */
function* nearSpans({ left, right, distance }: NearQuery, document: IndexedDocument): Generator<Span> {
  const rights = spansOf(right, document).slice(0, MOST_SPANS);
  if (rights.length === 0) return;
  const starts = rights.map(({ start }) => start);
  const longest = rights.reduce((length, { start, end }) => Math.max(length, end - start), 0);
  for (const one of spansOf(left, document).slice(0, MOST_SPANS)) {
    for (let at = firstAtLeast(starts, one.start - distance - 1 - longest); at < rights.length; at += 1) {
      const other = rights[at];
      if (!other || other.start > one.end + distance + 1) break;
      const between = other.start > one.end ? other.start - one.end - 1 : one.start - other.end - 1;
      if (between < 0 || between > distance) continue;
      yield { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
    }
  }
}

function distinct(spans: Span[]): Span[] {
  if (spans.length < 2) return spans;
  const sorted = spans.sort((a, b) => a.start - b.start || a.end - b.end);
  return sorted.filter(({ start, end }, at) => {
    const before = sorted[at - 1];
    return before?.start !== start || before.end !== end;
  });
}

/** Index of the first number that is not below the bound; the numbers rise. */
function firstAtLeast(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
