import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedTopic } from '#shared/stream/topics.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { kafkaAvailable } from '../../infra/kafka/broker.ts';
import { startReceiver } from '../fixtures/alert-receiver.ts';
import { eventually } from '../fixtures/eventually.ts';
import { seeded } from '../fixtures/generated-posts.ts';
import { stageNames, startInstallation } from '../fixtures/installation.ts';
import { lampPosts } from '../fixtures/lamp-posts.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PRODUCTS = ['kitchen', 'attic', 'garden', 'office', 'cellar'];
const SEED = Number(process.env['TONEWATCH_TEST_SEED'] ?? Date.now() % 1e9);
const config = 'alert:\n  evaluateEveryMs: 300\n  groupWaitMs: 0\n';
const products = PRODUCTS.map((id) => ({ id, name: `Lamp of the ${id}`, query: `lumen AND ${id}` }));

/*
 * Two copies of the service, one or the other killed again and again while crises open at five products: whatever moment it is, an
 * incident and its message are stored together or not at all, and a message that was on its way is sent again with the same key.
 */
test(
  `alert services that are killed lose no notification and double none (seed ${SEED})`,
  { skip: !kafkaAvailable() && 'no Kafka: run infra/kafka/setup.sh' },
  async (t) => {
    const random = seeded(SEED);
    const receiver = await startReceiver();
    const installation = await startInstallation({ feed: 'lamps', config });
    const { pool } = installation.postgres;
    try {
      await pool.query(
        `insert into products (id, name, query) select * from unnest($1::text[], $2::text[], $3::text[])`,
        [products.map(({ id }) => id), products.map(({ name }) => name), products.map(({ query }) => query)],
      );
      await pool.query(
        `insert into alert_channels (name, type, target, allow_private, daily_cap) values ('team', 'webhook', $1, true, 1000)`,
        [receiver.url],
      );
      const producer = await installation.stream.producer();
      const play = async (posts: ReturnType<typeof lampPosts>): Promise<void> => {
        const records = posts.map((post) => ({ key: post.id, value: Buffer.from(JSON.stringify(post)) }));
        await producer.send(feedTopic('lamps'), records);
      };
      for (const stage of stageNames) installation.start(stage);
      let copies = [installation.start('alert'), installation.start('alert')];
      const now = Date.now();
      await play(lampPosts(6_000, now - 10 * DAY, now - HOUR, 0.1, 1));
      await installation.drained();
      await eventually(
        'history is gone through',
        async () => {
          const { rowCount } = await pool.query(
            'select from changed_hours union all select from alert_history',
          );
          return rowCount === 0;
        },
        120_000,
      );

      await play(lampPosts(900, now - 5 * 60_000, Date.now(), 0.9, 2));
      const opened = async (): Promise<number> =>
        (await pool.query(`select from incidents where not historical`)).rowCount ?? 0;
      let kills = 0;
      while (kills < 6 || (await opened()) < PRODUCTS.length) {
        await delay(300 + random() * 2_500);
        const [first, second] = copies;
        const victim = random() < 0.5 ? first : second;
        await victim?.kill();
        kills += 1;
        copies = [...copies.filter((copy) => copy !== victim), installation.start('alert')];
        assert.ok(kills < 40, 'no incident of some product in 40 lives');
      }
      t.diagnostic(`${kills} kills`);
      await eventually(
        'all is sent',
        async () => (await pool.query('select from notifications where sent_at is null')).rowCount === 0,
        120_000,
      );

      const { rows } = await pool.query<{ id: string; opened: number }>(
        `select i.id, count(n.id)::int as opened from incidents i
         left join notifications n on n.incidents @> array[i.id] and n.event = 'opened'
         where not historical group by i.id, i.reopened having count(n.id) <> 1 + i.reopened`,
      );
      assert.deepEqual(rows, [], 'an incident has one message for each time it opened');
      const stored = await pool.query<{ id: string }>('select id::text from notifications order by id');
      const received = [...new Set(receiver.received.map(({ key }) => key))].sort();
      assert.deepEqual(received, stored.rows.map(({ id }) => id).sort());
      t.diagnostic(`${receiver.received.length} deliveries of ${received.length} messages`);
      await producer.close();
    } finally {
      await installation.close();
      await receiver.close();
    }
  },
);
