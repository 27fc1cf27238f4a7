/**
 * Makes shared/text/word-counts.txt, the word list by which hashtags are split and elongations are shortened.
 *
 *     node --import tsx infra/word-counts/build.ts soft-labels.tsv.gz > shared/text/word-counts.txt
 *
 * Reads a gzipped, tab-separated table with the columns `source` and `text`, leaves out rows of the validation part,
 * and counts lower-cased English words outside links, users and hashtags. Output: the most frequent words, one line
 * for each count: the count, then its words in alphabetical order. The list belongs to a version of the preparation
 * (see PREPROCESSING): never make it anew without a new version.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decodeEscapes, decodeEntities } from '../../shared/text/decoding.ts';

const WORDS = 20_000;
const VALIDATION = /val_text/u;

const counts = new Map<string, number>();
for (const file of process.argv.slice(2)) countFile(file);
process.stdout.write(render());

function countFile(file: string): void {
  const [header = '', ...rows] = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  const columns = header.split('\t');
  const source = columns.indexOf('source');
  const text = columns.indexOf('text');
  for (const row of rows) {
    const cells = row.split('\t');
    if (!VALIDATION.test(cells[source] ?? '')) countWords(cells[text] ?? '');
  }
}

function countWords(raw: string): void {
  const text = decodeEscapes(decodeEntities(raw))
    .replace(/[’‘`]/gu, "'")
    .toLowerCase()
    .replace(/https?:\S*|\S+\.com\S*|[@#]\S+/gu, ' ');
  for (const [match] of text.matchAll(/[\p{L}\p{N}'_]+/gu)) {
    const word = match.replaceAll("'", '');
    if (/^(?:[ai]|[a-z]{2,20})$/u.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
}

function render(): string {
  const best = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, WORDS);
  const byCount = new Map<number, string[]>();
  for (const [word, count] of best) byCount.set(count, [...(byCount.get(count) ?? []), word]);
  return [...byCount].map(([count, words]) => `${count} ${words.join(' ')}\n`).join('');
}
