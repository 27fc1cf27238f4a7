import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseMap } from '#shared/config/map-option.ts';
import { checkOptions, startConfig } from '../../../services/start/options.ts';
import { figuresJson } from '../../../services/start/run-figures.ts';
import type { Player } from '../../../services/start/services.ts';

const player: Player = {
  feed: 'airline-tweets',
  format: 'json',
  progress: { sent: 0, eventTime: null, speed: null },
  play: () => Promise.resolve(),
};

describe('the options of start', () => {
  test('--map names a column for each field of a post', () => {
    assert.deepEqual(parseMap('id=tweet_id, text=text'), { id: 'tweet_id', text: 'text' });
    for (const wrong of ['id', 'id=', '=x', 'id=a=b', '', 'idd=x']) {
      assert.throws(() => parseMap(wrong), { code: 'CONFIG_INVALID' });
    }
  });

  test('what would have no effect is refused', () => {
    checkOptions({ view: true, feed: 'a.csv', map: { id: 'tweet_id' } });
    for (const wrong of [{ map: { id: 'x' } }, { platform: 'x' }, { feed: 'a.csv', speed: 2 }]) {
      assert.throws(() => checkOptions({ view: true, ...wrong }), { code: 'CONFIG_INVALID' });
    }
  });

  test('map and platform become the settings of the feed that is played', () => {
    const config = startConfig(
      { view: true, map: { id: 'tweet_id' }, platform: 'x', model: 'other' },
      player,
    );
    assert.deepEqual(config.feeds['airline-tweets']?.map, { id: 'tweet_id' });
    assert.equal(config.feeds['airline-tweets'].platform, 'x');
    assert.equal(config.score.model, 'other');
  });
});

describe('the summary of a run', () => {
  test('is one line of JSON with the agreed names, in the agreed order', () => {
    const products = [
      { product: 'a', name: 'A', mentions: 3, negative: 1, neutral: 1, positive: 0, unscored: 1 },
    ];
    assert.equal(
      figuresJson({ read: 9, mentions: 3, unmatched: 5, unscored: 1, deadLetters: 1, products }),
      '{"read":9,"mentions":3,"unmatched":5,"unscored":1,"deadLetters":1,' +
        '"products":{"a":{"mentions":3,"negative":1,"neutral":1,"positive":0}}}',
    );
  });
});
