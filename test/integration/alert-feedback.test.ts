import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Mention } from '#shared/avro/mention.ts';
import { recountDifferences } from '#shared/database/recount.ts';
import { rateIncident } from '../../services/alert/feedback/rate-incident.ts';
import type { GivenRating } from '../../services/alert/feedback/rating.ts';
import { isSilenced, silencedIncidents } from '../../services/alert/feedback/silenced.ts';
import { sinkStage } from '../../services/sink/stage.ts';
import { inputsOf, mentionOf, sentimentOf } from '../fixtures/mentions.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { storeIncident, storeNotification } from '../unit/alert-feedback/alert-rows.ts';

const noon = Date.UTC(2026, 2, 1, 12);

describe('ratings of incidents', () => {
  let database: TestPostgres;
  const write = async (...mentions: readonly Mention[]): Promise<void> => {
    const config = { maxBatch: 2_000, lingerMs: 0, partitionsAhead: 2 };
    await sinkStage(database.pool, config).process(inputsOf(mentions), 'live');
  };
  const rows = async (query: string): Promise<unknown[]> =>
    (await database.pool.query<Record<string, unknown>>(query)).rows;
  const say = (rating: 'useful' | 'expected' | 'irrelevant', note = ''): GivenRating => ({ rating, note });
  const wrong = (label: 'negative' | 'neutral' | 'positive', ...posts: string[]): GivenRating => ({
    rating: 'wrong-sentiment',
    note: '',
    posts,
    label,
  });
  const labels = (): Promise<unknown[]> =>
    rows('select product_id, post_id, label, overridden from mentions order by 1, 2');
  const counts = (): Promise<unknown[]> =>
    rows(
      'select product_id, negative, neutral, positive, score_sum::int from sentiment_minutes order by product_id, minute',
    );

  before(async () => {
    database = await startPostgres();
  });
  after(() => database.stop());
  beforeEach(() =>
    database.pool.query(
      `truncate mentions, post_versions, sentiment_minutes, changed_hours, incidents, feedback, notifications, alert_state;
       insert into alert_state (product_id) values ('delta')`,
    ),
  );

  describe('of the whole', () => {
    const confirmed = async (id: string): Promise<unknown> =>
      (
        await database.pool.query<{ confirmed: unknown }>('select confirmed from incidents where id = $1', [
          id,
        ])
      ).rows[0]?.confirmed;
    const version = async (): Promise<unknown> =>
      (await rows('select history_version::int as version from alert_state'))[0];

    test('useful and expected keep it out of the baseline, irrelevant does not; what was learnt is out of date when that changes', async () => {
      const id = await storeIncident(database.pool);
      await rateIncident(database.pool, id, say('irrelevant'));
      assert.equal(await confirmed(id), false);
      assert.deepEqual(await version(), { version: 0 }, 'it was in the baseline before');
      await rateIncident(database.pool, id, say('useful'));
      assert.equal(await confirmed(id), true);
      await rateIncident(database.pool, id, say('expected'));
      assert.equal(await confirmed(id), true);
      assert.deepEqual(await version(), { version: 1 });
      await rateIncident(database.pool, id, say('irrelevant'));
      assert.equal(await confirmed(id), false);
      assert.deepEqual(await version(), { version: 2 });
    });

    test('the same said twice is noted once; another note, or something else in between, is noted again', async () => {
      const id = await storeIncident(database.pool);
      const noted: boolean[] = [];
      for (const given of [say('useful'), say('useful'), say('useful', 'n'), say('expected'), say('useful')])
        noted.push((await rateIncident(database.pool, id, given)).noted);
      assert.deepEqual(noted, [true, false, true, true, true]);
    });

    test('an incident that nobody knows is refused', async () => {
      await assert.rejects(
        rateIncident(database.pool, '00000000-0000-4000-8000-000000000000', say('useful')),
        { code: 'INCIDENT_UNKNOWN' },
      );
    });

    test('after expected nothing more is sent about it: what waits is dropped, what is new is silenced', async () => {
      const id = await storeIncident(database.pool);
      const other = await storeIncident(database.pool);
      const [sent, , tried, ofOther, grouped] = [
        await storeNotification(database.pool, [id], { sentAt: new Date() }),
        await storeNotification(database.pool, [id], { event: 'escalated' }),
        await storeNotification(database.pool, [id], { attempts: 2 }),
        await storeNotification(database.pool, [other]),
        await storeNotification(database.pool, [other, id]),
      ];
      assert.equal(await isSilenced(database.pool, id), false);
      assert.equal((await rateIncident(database.pool, id, say('expected'))).dropped, 2);
      assert.deepEqual(
        (
          await database.pool.query<{ id: string }>('select id::text from notifications order by seq')
        ).rows.map((row) => row.id),
        [sent, tried, ofOther, grouped],
        'what may have arrived already is not touched',
      );
      const [group] = await rows(
        `select incidents::text[], jsonb_path_query_array(facts, '$.incidents[*].id') as told from notifications where cardinality(incidents) = 1 and incidents[1] = '${other}' order by seq desc`,
      );
      assert.deepEqual(group, { incidents: [other], told: [other] }, 'the others of a group are still told');
      assert.deepEqual(await silencedIncidents(database.pool, [id, other]), new Set([id]));
    });

    test('who says useful after expected hears of it again', async () => {
      const id = await storeIncident(database.pool);
      await rateIncident(database.pool, id, say('expected'));
      await rateIncident(database.pool, id, say('useful'));
      assert.equal(await isSilenced(database.pool, id), false);
    });
  });

  describe('of the sentiment of posts', () => {
    test('the label is set for this product alone; counts follow by exactly the difference, and the sum of scores stays', async () => {
      await write(mentionOf({ postId: 'x:1', products: ['delta', 'united'] }), mentionOf({ postId: 'x:2' }));
      await database.pool.query('truncate changed_hours');
      const id = await storeIncident(database.pool);
      const rated = await rateIncident(database.pool, id, wrong('neutral', 'x:1'));
      assert.deepEqual(rated, { product: 'delta', noted: true, relabelled: 1, dropped: 0 });
      assert.deepEqual(await labels(), [
        { product_id: 'delta', post_id: 'x:1', label: 'neutral', overridden: true },
        { product_id: 'delta', post_id: 'x:2', label: 'negative', overridden: false },
        { product_id: 'united', post_id: 'x:1', label: 'negative', overridden: false },
      ]);
      assert.deepEqual(await counts(), [
        { product_id: 'delta', negative: 1, neutral: 1, positive: 0, score_sum: -1_200_000 },
        { product_id: 'united', negative: 1, neutral: 0, positive: 0, score_sum: -600_000 },
      ]);
      assert.deepEqual(await recountDifferences(database.pool), []);
      assert.deepEqual(await rows('select product_id, hour from changed_hours'), [
        { product_id: 'delta', hour: new Date(noon) },
      ]);
      assert.deepEqual(await rows('select rating, posts, label from feedback'), [
        { rating: 'wrong-sentiment', posts: ['x:1'], label: 'neutral' },
      ]);
    });

    test('many posts of many minutes at once, back and forth, agree with a recount', async () => {
      const posts = Array.from({ length: 60 }, (_, i) => ({
        postId: `x:${i}`,
        sentiment: sentimentOf(i + 1),
      }));
      const mentions = posts.map((post, i) => mentionOf({ ...post, postedAt: noon + i * 130_000 }));
      await write(...mentions);
      const scored = posts.filter(({ sentiment }) => sentiment !== null).map(({ postId }) => postId);
      const id = await storeIncident(database.pool);
      for (const label of ['positive', 'neutral', 'negative', 'positive'] as const) {
        await rateIncident(database.pool, id, wrong(label, ...scored));
        assert.deepEqual(await recountDifferences(database.pool), []);
      }
    });

    test('the same again changes nothing and is noted once', async () => {
      await write(mentionOf({ postId: 'x:1' }), mentionOf({ postId: 'x:2' }));
      const id = await storeIncident(database.pool);
      await rateIncident(database.pool, id, wrong('positive', 'x:1', 'x:2', 'x:1'));
      await database.pool.query('truncate changed_hours');
      const again = await rateIncident(database.pool, id, wrong('positive', 'x:2', 'x:1'));
      assert.deepEqual(again, { product: 'delta', noted: false, relabelled: 0, dropped: 0 });
      assert.deepEqual(await rows('select from changed_hours'), []);
      assert.deepEqual(await rows('select count(*)::int as n from feedback'), [{ n: 1 }]);
    });

    test('a replay of the same post does not undo it; an edit brings its own label', async () => {
      const post = mentionOf({ postId: 'x:1' });
      await write(post);
      const id = await storeIncident(database.pool);
      await rateIncident(database.pool, id, wrong('neutral', 'x:1'));
      await write(post);
      await write({ ...post, products: ['delta', 'united'] });
      assert.deepEqual(await labels(), [
        { product_id: 'delta', post_id: 'x:1', label: 'neutral', overridden: true },
        { product_id: 'united', post_id: 'x:1', label: 'negative', overridden: false },
      ]);
      assert.deepEqual(await recountDifferences(database.pool), []);
      await write({ ...post, change: 'edit', revision: noon + 1 });
      assert.deepEqual(await labels(), [
        { product_id: 'delta', post_id: 'x:1', label: 'negative', overridden: false },
      ]);
      assert.deepEqual(await recountDifferences(database.pool), []);
      assert.equal((await rateIncident(database.pool, id, wrong('neutral', 'x:1'))).noted, true);
      await write({ ...post, change: 'delete', revision: noon + 2 });
      assert.deepEqual(await recountDifferences(database.pool), []);
    });

    test('posts that are none of the product, or have no sentiment, are refused, all at once, and nothing is stored', async () => {
      await write(
        mentionOf({ postId: 'x:1' }),
        mentionOf({ postId: 'x:2', sentiment: null, model: null }),
        mentionOf({ postId: 'x:3', products: ['united'] }),
      );
      const id = await storeIncident(database.pool);
      await assert.rejects(rateIncident(database.pool, id, wrong('neutral', 'x:1', 'x:2', 'x:3')), {
        code: 'ALERT_SETTING_INVALID',
        message:
          '--post: x:2 has no sentiment that could be wrong; there is no mention of delta with the id x:3',
      });
      assert.deepEqual(await rows('select from feedback'), []);
      assert.deepEqual(await rows('select from mentions where overridden'), []);
    });

    test('raters and the sink at once, on the same posts: nothing is lost, and counts agree with a recount', async () => {
      const posts = Array.from({ length: 40 }, (_, i) =>
        mentionOf({ postId: `x:${i}`, postedAt: noon + (i % 7) * 60_000, products: ['delta', 'united'] }),
      );
      await write(...posts);
      const id = await storeIncident(database.pool);
      const ids = posts.map(({ postId }) => postId);
      const edits = posts.map((post) => ({ ...post, change: 'edit' as const, revision: noon + 1 }));
      await Promise.all([
        rateIncident(database.pool, id, wrong('neutral', ...ids)),
        write(...edits.slice(0, 20).reverse()),
        rateIncident(database.pool, id, wrong('positive', ...ids.slice(10))),
        write(...posts),
        rateIncident(database.pool, id, say('useful')),
      ]);
      assert.deepEqual(await recountDifferences(database.pool), []);
      assert.deepEqual(await rows('select count(*)::int as n from feedback'), [{ n: 3 }]);
    });
  });
});
