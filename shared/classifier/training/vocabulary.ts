import { PAD, UNKNOWN } from '../model/model.ts';

/**
 * The most frequent tokens of a corpus, after `<pad>` and `<unk>`: at most `size` rows in all, none that occurs fewer
 * than `minimumCount` times. Equal counts are ordered by the token, so the same texts give the same vocabulary.
 * @param texts prepared: tokens separated by a space.
 */
export function chooseVocabulary(texts: Iterable<string>, size: number, minimumCount: number): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const token of text.split(' ')) {
      if (token !== '') counts.set(token, (counts.get(token) ?? 0) + 1);
    }
  }
  counts.delete(PAD);
  counts.delete(UNKNOWN);
  const frequent = [...counts].filter(([, count]) => count >= minimumCount);
  frequent.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return [PAD, UNKNOWN, ...frequent.slice(0, size - 2).map(([token]) => token)];
}
