import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Mention } from '#shared/avro/mention.ts';
import { upsertProducts } from '#shared/database/products.ts';
import { productTotals, rollingSentiment } from '#shared/database/sentiment-summary.ts';
import { sinkStage } from '../../services/sink/stage.ts';
import { inputsOf, mentionOf, sentimentOf } from '../fixtures/mentions.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';

const noon = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;
const negative = { label: 'negative', negative: 0.8, neutral: 0.15, positive: 0.05 } as const;
const neutral = { label: 'neutral', negative: 0.25, neutral: 0.5, positive: 0.25 } as const;
const positive = { label: 'positive', negative: 0.1, neutral: 0.2, positive: 0.7 } as const;

describe('rolling sentiment', () => {
  let database: TestPostgres;
  const write = async (mentions: readonly Mention[]): Promise<void> => {
    await sinkStage(database.pool, { maxBatch: 1, lingerMs: 0, partitionsAhead: 1 }).process(
      inputsOf(mentions),
      'live',
    );
  };
  /** One mention of delta, so many minutes before noon. */
  const at = (minutes: number, sentiment: Mention['sentiment'], id = String(minutes)): Mention =>
    mentionOf({ postId: `x:${id}`, postedAt: noon - minutes * MINUTE, sentiment });

  before(async () => {
    database = await startPostgres();
  });
  after(() => database.stop());
  beforeEach(async () => {
    await database.pool.query('truncate products, mentions, post_versions, sentiment_minutes');
    const product = { brand: null, query: 'x', active: true };
    await upsertProducts(database.pool, [
      { ...product, id: 'delta', name: 'Delta' },
      { ...product, id: 'quiet', name: 'Quiet' },
    ]);
  });

  test('an example computed by hand', async () => {
    await write([
      // The last quarter of an hour before 12:00: two negative, one neutral, one positive, one unscored.
      at(1, negative),
      at(15, negative),
      at(2, neutral),
      at(3, positive),
      at(4, null),
      // The quarter before that: one negative, three positive.
      at(16, negative),
      at(30, positive),
      at(20, positive, 'a'),
      at(20, positive, 'b'),
    ]);
    const rows = await rollingSentiment(database.pool);
    assert.deepEqual(rows[0], {
      product: 'delta',
      name: 'Delta',
      windowMinutes: 15,
      windowEnd: new Date(noon),
      mentions: 5,
      negative: 2,
      neutral: 1,
      positive: 1,
      unscored: 1,
      negativeShare: 0.5,
      netSentimentPolar: -0.333333,
      netSentiment: -0.25,
      meanScore: -0.225, // ((0.05 − 0.8) × 2 + 0 + (0.7 − 0.1)) / 4
      previousMentions: 4,
      negativeShareChange: 0.25, // from 1/4
      netSentimentChange: -0.75, // from 2/4
    });
    assert.deepEqual(
      rows.map(({ product, windowMinutes, mentions, previousMentions }) => [
        product,
        windowMinutes,
        mentions,
        previousMentions,
      ]),
      [
        ['delta', 15, 5, 4],
        ['delta', 60, 9, 0],
        ['delta', 360, 9, 0],
        ['delta', 1440, 9, 0],
        ['quiet', 15, 0, 0],
        ['quiet', 60, 0, 0],
        ['quiet', 360, 0, 0],
        ['quiet', 1440, 0, 0],
      ],
    );
    assert.deepEqual(await productTotals(database.pool), [
      { product: 'delta', name: 'Delta', mentions: 9, negative: 3, neutral: 1, positive: 4, unscored: 1 },
      { product: 'quiet', name: 'Quiet', mentions: 0, negative: 0, neutral: 0, positive: 0, unscored: 0 },
    ]);
  });

  test('ratios are null, not zero, where nothing was scored', async () => {
    await write([at(1, null)]);
    const [row] = await rollingSentiment(database.pool);
    assert.equal(row?.mentions, 1);
    assert.equal(row.unscored, 1);
    for (const ratio of [row.negativeShare, row.netSentiment, row.netSentimentPolar, row.meanScore]) {
      assert.equal(ratio, null);
    }
  });

  test('only neutral mentions: net sentiment is 0, the polar one is null', async () => {
    await write([at(1, neutral)]);
    const [row] = await rollingSentiment(database.pool);
    assert.equal(row?.netSentiment, 0);
    assert.equal(row.netSentimentPolar, null);
  });

  test('the clock is the newest post of any product; one from the future cannot move it past now', async () => {
    await write([at(1, negative)]);
    const windowEnd = async (): Promise<number> =>
      (await rollingSentiment(database.pool))[0]?.windowEnd.getTime() ?? 0;
    assert.equal(await windowEnd(), noon);
    await write([mentionOf({ postId: 'x:other', postedAt: noon + 90_000, products: ['not listed'] })]);
    assert.equal(await windowEnd(), noon + 2 * MINUTE);
    await write([mentionOf({ postId: 'x:future', postedAt: Date.now() + 365 * 24 * 60 * MINUTE })]);
    const end = await windowEnd();
    assert.ok(Math.abs(end - Date.now()) <= 2 * MINUTE, 'about now');
    assert.equal(end % MINUTE, 0);
  });

  test('sentiment_at equals a naive recount of mentions at any moment, in any time zone of the session', async () => {
    const spread = 50 * 60; // minutes
    const mentions = Array.from({ length: 400 }, (_, i) =>
      mentionOf({
        postId: `x:${String(i)}`,
        postedAt: noon - ((i * 7_919_777) % (spread * MINUTE)),
        products: i % 3 === 0 ? ['delta', 'quiet'] : ['delta'],
        sentiment: sentimentOf(i),
      }),
    );
    await write(mentions);
    const client = await database.pool.connect();
    try {
      await client.query(`set time zone 'Asia/Kathmandu'`);
      for (const [length, unit] of [
        [15, '15 minutes'],
        [60, '1 hour'],
        [360, '6 hours'],
        [1440, '24 hours'],
      ] as const) {
        for (let asOf = noon - 30 * 60 * MINUTE; asOf < noon + 90 * MINUTE; asOf += 97 * MINUTE + 13_000) {
          const { rows } = await client.query(
            `select mentions::int, negative::int, positive::int, unscored::int, previous_mentions::int as before, mean_score::float8 as mean
             from sentiment_at(to_timestamp($1)) where product_id = 'delta' and window_length = $2::interval`,
            [asOf / 1_000, unit],
          );
          const end = Math.ceil(asOf / MINUTE) * MINUTE;
          const within = (from: number, to: number): Mention[] =>
            mentions.filter(({ postedAt }) => postedAt >= from && postedAt < to);
          const now = within(end - length * MINUTE, end);
          const scored = now.flatMap(({ sentiment }) => sentiment ?? []);
          const sum = scored.reduce((total, one) => total + one.positive - one.negative, 0);
          const { mean, ...counts } = rows[0] as Record<string, number | null>;
          assert.deepEqual(counts, {
            mentions: now.length,
            negative: scored.filter(({ label }) => label === 'negative').length,
            positive: scored.filter(({ label }) => label === 'positive').length,
            unscored: now.length - scored.length,
            before: within(end - 2 * length * MINUTE, end - length * MINUTE).length,
          });
          if (scored.length === 0) assert.equal(mean, null);
          else assert.ok(Math.abs((mean ?? NaN) - sum / scored.length) < 2e-6);
        }
      }
    } finally {
      await client.query('reset time zone');
      client.release();
    }
  });
});
