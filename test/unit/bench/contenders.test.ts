import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { labels } from '#shared/avro/mention.ts';
import { openContender, packages } from '../../../bench/scoring/contenders/open.ts';

const posts = [
  'I love this phone, it is wonderful!',
  'The train leaves at nine.',
  'What an awful, terrible crew',
];
const expected = ['positive', 'neutral', 'negative'];

describe('contenders of the scoring benchmark', () => {
  for (const id of [...Object.keys(packages), 'compiled:posts-cnn']) {
    test(`${id} tells praise from a fact and from a complaint`, async () => {
      const contender = await openContender(id);
      const said = await contender.score(posts);
      assert.deepEqual(
        [...said].map((position) => labels[position]),
        expected,
      );
      assert.match(contender.version, /\d/u);
      contender.close();
    });
  }

  test('what nobody knows is refused by name', async () => {
    await assert.rejects(openContender('nonsense'), /no contender 'nonsense'/u);
  });
});
