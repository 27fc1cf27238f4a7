import { readFileSync } from 'node:fs';

/** How often each of 20,000 English words occurs in posts and sentences; infra/word-counts/build.ts makes the file. */
export const wordCounts: ReadonlyMap<string, number> = read();

/** Occurrences of all of them together. */
export const totalCount: number = [...wordCounts.values()].reduce((sum, count) => sum + count, 0);

function read(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of readFileSync(new URL('word-counts.txt', import.meta.url), 'utf8').split('\n')) {
    const [count = '', ...words] = line.split(' ');
    for (const word of words) counts.set(word, Number(count));
  }
  return counts;
}
