import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hardCases } from '#shared/classifier/augmentation/hard-cases.ts';
import { createRandom } from '#shared/classifier/training/random.ts';

const texts = (seed: number): string[] => hardCases(500, createRandom(seed)).map(({ text }) => text);

test('the same random numbers make the same posts, others make others', () => {
  assert.deepEqual(texts(1), texts(1));
  assert.notDeepEqual(texts(1), texts(2));
});

test('every slot and every choice is filled', () => {
  for (const text of texts(3)) assert.doesNotMatch(text, /[{}[\]|]|undefined/u, text);
});

test('each post says how it is felt, in shares of three classes that add up to 1', () => {
  const posts = hardCases(500, createRandom(4));
  const strongest = new Set(posts.map(({ soft }) => soft.indexOf(Math.max(...soft))));
  assert.equal(strongest.size, 3);
  for (const { soft } of posts) assert.ok(Math.abs(soft[0] + soft[1] + soft[2] - 1) < 1e-9);
});

test('denied praise is no praise, and denied blame is no blame', () => {
  const posts = hardCases(5000, createRandom(5));
  const felt = (pattern: RegExp): number[] =>
    posts.filter(({ text }) => pattern.test(text)).map(({ soft }) => soft.indexOf(Math.max(...soft)));
  assert.deepEqual([...new Set(felt(/(?:isn't|is not|wasn't) (?:good|great|fun|helpful)\b/u))], [0]);
  assert.deepEqual([...new Set(felt(/^\w+ is not (?:bad|terrible|awful|boring)\b/u))], [2]);
});
