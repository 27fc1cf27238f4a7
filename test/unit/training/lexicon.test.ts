import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { withLexicon } from '#shared/classifier/training/lexicon.ts';
import { withFiles } from '../dataset/files.ts';

const files = {
  'l.words': 'awful\ngood\n',
  'l.f32': new Uint8Array(Float32Array.of(-0.5, 0.25).buffer),
};
const vocabulary = ['<pad>', '<unk>', 'good', 'phone', 'awful'];

test('a lexicon adds the valence of a token, its two sides and that it is listed', async () => {
  const vectors = Float32Array.from({ length: 10 }, (_, i) => i);
  const wide = await withFiles(files, (folder) => withLexicon(vectors, vocabulary, join(folder, 'l')));
  assert.deepEqual(
    vocabulary.map((_, row) => [...wide.subarray(row * 6, row * 6 + 6)]),
    [
      [0, 1, 0, 0, 0, 0],
      [2, 3, 0, 0, 0, 0],
      [4, 5, 0.25, 0.25, 0, 0.5],
      [6, 7, 0, 0, 0, 0],
      [8, 9, -0.5, 0, 0.5, 0.5],
    ],
  );
});

test('a lexicon that is not there is named', async () => {
  await assert.rejects(withLexicon(new Float32Array(10), vocabulary, '/nowhere/vader'), {
    code: 'INPUT_FILE_UNREADABLE',
    message: /nowhere\/vader/u,
  });
});
