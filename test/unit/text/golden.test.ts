import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { clusterOf } from '#shared/text/cluster.ts';
import { detectLanguage } from '#shared/text/language.ts';
import { prepareText } from '#shared/text/preprocessing.ts';

interface Golden {
  readonly text: string;
  readonly tokens: string;
  readonly language: string;
  readonly cluster: string;
}

const lines = readFileSync(new URL('../../golden/text/posts.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Golden);

describe('posts of every kind come out as they did when posts-1 was frozen', () => {
  for (const { text, ...expected } of lines) {
    test(JSON.stringify(text), () => {
      const actual = {
        tokens: prepareText(text),
        language: detectLanguage(text, null),
        cluster: clusterOf(text, 'golden:1'),
      };
      assert.deepEqual(actual, expected);
    });
  }
});
