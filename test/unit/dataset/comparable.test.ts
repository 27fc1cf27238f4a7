import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { comparable } from '#shared/classifier/dataset/comparable.ts';

describe('copies of a text', () => {
  const text = "Isn't @RobHarris's new phone great? https://t.co/abc #win";
  for (const [difference, copy] of [
    ['links', "Isn't @RobHarris's new phone great?  #win"],
    ['mentions', "Isn't @user new phone great? https://t.co/abc #win"],
    ['case', "ISN'T @robharris's NEW phone great? https://t.co/abc #WIN"],
    ['punctuation and white space', "isn't @robharris  new phone, great!! #win"],
    ['escapes and entities', 'Isn\\u2019t @user new phone great&quest; #win'],
    ['a repost', "RT @anna: Isn't @RobHarris's new phone great? #win"],
  ] as const) {
    test(`are recognised whatever ${difference} they have`, () => {
      assert.equal(comparable(copy), comparable(text));
    });
  }

  test('differ where a word differs', () => {
    assert.notEqual(comparable('a great phone'), comparable('a bad phone'));
  });

  test('without letters are compared as they are', () => {
    assert.notEqual(comparable('😀'), comparable('😡'));
    assert.equal(comparable(' 10/10 '), '10/10');
  });
});
