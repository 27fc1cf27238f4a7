/**
 * Turns VADER's lexicon into what training reads: lexicon.ts SOURCE OUT makes OUT.words (a token a line) and OUT.f32 (a
 * little-endian float32 for each: its mean rating, from −1 to 1). Words that the text preparation leaves as they are stay;
 * emoticons become the marks that a classifier sees, with the mean of all that become the same; the rest is left out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { prepareText } from '#shared/text/preprocessing.ts';

/** Ratings go from −4 to 4. */
const HIGHEST = 4;

const [source, out] = process.argv.slice(2);
if (source === undefined || out === undefined) throw new Error('usage: lexicon.ts SOURCE OUT');

const ratings = new Map<string, number[]>();
for (const line of readFileSync(source, 'utf8').trimEnd().split('\n')) {
  const [entry = '', mean] = line.split('\t');
  const rating = Number(mean);
  if (mean === undefined || !(Math.abs(rating) <= HIGHEST)) throw new Error(`no rating: ${line}`);
  const token = prepareText(entry);
  const isFace = /^<[a-z-]+>$/u.test(token) && !/^\d/u.test(entry);
  if (token !== entry && !isFace) continue;
  ratings.set(token, [...(ratings.get(token) ?? []), rating / HIGHEST]);
}
const valences = Float32Array.from(ratings.values(), (each) => each.reduce((a, b) => a + b) / each.length);
writeFileSync(`${out}.words`, `${[...ratings.keys()].join('\n')}\n`);
writeFileSync(`${out}.f32`, valences);
console.log(`${valences.length} tokens in ${out}.f32`);
