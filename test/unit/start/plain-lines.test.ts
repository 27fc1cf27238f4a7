import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainLines } from '../../../services/start/view/plain-lines.ts';
import type { ViewState } from '../../../services/start/view/state.ts';

const starting: ViewState = {
  steps: [{ text: 'Opening the stream', done: false }],
  feed: '',
  eventTime: null,
  speed: null,
  postsPerSecond: 0,
  lag: { ingest: 0, clean: 0, score: 0, sink: 0 },
  products: [],
  hiddenProducts: 0,
  latestNegative: null,
  incident: null,
  totals: { mentions: 0, unscored: 0, unmatched: 0, deadLetters: 0 },
  firstScoredMs: null,
  databaseUrl: null,
  notice: null,
};
const flowing: ViewState = {
  ...starting,
  eventTime: Date.UTC(2026, 1, 28, 14, 5),
  totals: { mentions: 12_345, unscored: 1, unmatched: 3, deadLetters: 0 },
  databaseUrl: 'postgres://db',
};

describe('lines of progress', () => {
  test('say each step once, where to query once, and how it goes every five seconds', () => {
    const lines = plainLines();
    assert.deepEqual(lines(starting, 0), ['Opening the stream …']);
    assert.deepEqual(lines(starting, 250), []);
    assert.match(
      lines(flowing, 500).join('\n'),
      /^Query it: psql postgres:\/\/db\n.*from rolling_sentiment/u,
    );
    assert.deepEqual(lines(flowing, 5_000), []);
    assert.match(
      lines(flowing, 5_500).join('\n'),
      /^2026-02-28T14:05Z {2}0 posts\/s, 12,345 mentions, 1 unscored/u,
    );
    assert.deepEqual(lines({ ...flowing, firstScoredMs: 900 }, 6_000), ['first scored mention after 0.9 s']);
    assert.deepEqual(lines({ ...flowing, firstScoredMs: 900 }, 6_250), []);
  });
});
