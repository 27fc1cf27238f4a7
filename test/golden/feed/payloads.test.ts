import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { feedSchema } from '#shared/config/schema.ts';
import { createFeedReader } from '#shared/feed/feed-reader.ts';

/** A payload, the feed it comes from, and the post that has to come of it. */
interface Golden {
  readonly name: string;
  readonly feed: string;
  readonly config: unknown;
  readonly payload: unknown;
  readonly post: unknown;
}

const lines = readFileSync(new URL('payloads.jsonl', import.meta.url), 'utf8').trim().split('\n');

describe('payloads and the posts they become', () => {
  for (const line of lines) {
    const { name, feed, config, payload, post } = JSON.parse(line) as Golden;
    test(name, () => {
      const read = createFeedReader(feed, feedSchema.parse(config));
      const bytes = typeof payload === 'string' ? payload : JSON.stringify(payload);
      assert.deepEqual(read(Buffer.from(bytes)), post);
    });
  }
});
