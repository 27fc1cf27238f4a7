import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { feedTopic } from '#shared/stream/topics.ts';
import { kafkaAvailable } from '../../infra/kafka/broker.ts';
import { signatureOf, signingKey } from '../../services/alert/channels/signature.ts';
import { startReceiver, type AlertReceiver, type Received } from '../fixtures/alert-receiver.ts';
import { eventually } from '../fixtures/eventually.ts';
import { stageNames, startInstallation, type Installation } from '../fixtures/installation.ts';
import { lampPosts, type LampPost } from '../fixtures/lamp-posts.ts';
import { runTonewatch } from '../fixtures/tonewatch-process.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const secret = `whsec_${randomBytes(32).toString('base64')}`;
const config = 'alert:\n  evaluateEveryMs: 2000\n  groupWaitMs: 500\n';

describe(
  'from a post to a webhook, through Kafka and PostgreSQL',
  { skip: !kafkaAvailable() && 'no Kafka: run infra/kafka/setup.sh' },
  () => {
    let installation: Installation;
    let receiver: AlertReceiver;
    const play = async (posts: readonly LampPost[]): Promise<void> => {
      const producer = await installation.stream.producer();
      const records = posts.map((post) => ({ key: post.id, value: Buffer.from(JSON.stringify(post)) }));
      await producer.send(feedTopic('lamps'), records);
      await producer.close();
    };
    const alerts = (...args: string[]): Promise<string> =>
      runTonewatch(['alerts', ...args, '--database', installation.postgres.url], { LAMP_SECRET: secret });
    const eventsOf = (received: readonly Received[]): Map<string, string> =>
      new Map(received.map(({ key, event }) => [key, event]));
    const quiet = async (): Promise<boolean> => {
      const { rows } = await installation.postgres.pool.query<{ left: number }>(
        `select (select count(*) from changed_hours)::int + (select count(*) from alert_history)::int as left`,
      );
      return rows[0]?.left === 0;
    };

    before(async () => {
      process.env['LAMP_SECRET'] = secret;
      installation = await startInstallation({ feed: 'lamps', config });
      receiver = await startReceiver();
      for (const stage of stageNames) installation.start(stage);
      installation.start('alert');
      installation.start('alert');
      // Ten days in which one in ten is angry, as the stages read them now.
      const now = Date.now();
      await play(lampPosts(3_000, now - 10 * DAY, now - HOUR, 0.1, 1));
      await installation.drained();
      await eventually('history is gone through', quiet, 120_000);
      const to = [
        '--type',
        'webhook',
        '--to',
        receiver.url,
        '--secret',
        'env:LAMP_SECRET',
        '--allow-private',
      ];
      await alerts('channels', 'add', 'team', ...to);
    });
    after(async () => {
      await installation.close();
      await receiver.close();
    });

    test('ten ordinary days page nobody', async () => {
      const { rowCount } = await installation.postgres.pool.query('select from notifications');
      assert.equal(rowCount, 0);
    });

    test('a crisis arrives within a minute, once, signed, and says what it is', async (t) => {
      const posted = Date.now();
      await play(lampPosts(90, posted - 5 * 60_000, posted, 0.9, 2));
      await eventually('a webhook has come', () => receiver.received.length > 0, 60_000);
      const [first] = receiver.received;
      assert.ok(first);
      t.diagnostic(`from posting to the webhook: ${first.at - posted} ms`);
      assert.ok(first.at - posted < 60_000);
      assert.deepEqual([first.event, first.products], ['opened', ['lumen']]);
      const {
        'webhook-id': id,
        'webhook-timestamp': seconds,
        'webhook-signature': signature,
      } = first.headers;
      const key = signingKey(secret);
      assert.ok(key);
      assert.equal(signature, signatureOf(key, String(id), Number(seconds), first.body));
      assert.match(first.body, /"exemplars":\[\{/u);
      assert.match(first.body, /"drivers":\[\{/u);
      const { rows } = await installation.postgres.pool.query(
        'select status, historical from incidents where not historical',
      );
      assert.deepEqual(rows, [{ status: 'firing', historical: false }]);
    });

    test('a receiver that is down, fails and answers late gets every message, once by its key', async (t) => {
      const before = eventsOf(receiver.received).size;
      const { port } = new URL(receiver.url);
      await receiver.close();
      await installation.postgres.pool.query(
        `insert into notifications (channel, thread, event, severity, incidents, facts)
       select 'team', thread || n, event, severity, incidents, facts from notifications, generate_series(1, 12) as n
       where event = 'opened'`,
      );
      await eventually('it was tried in vain', async () => {
        const { rows } = await installation.postgres.pool.query<{ tried: number }>(
          'select count(*)::int as tried from notifications where attempts > 0 and sent_at is null',
        );
        return (rows[0]?.tried ?? 0) > 0;
      });
      receiver = await startReceiver(Number(port));
      receiver.mood = 'failing';
      await eventually('it has failed', () => receiver.tries >= 5, 120_000);
      receiver.mood = 'late';
      await eventually('it has taken one without an answer', () => receiver.received.length > 0, 120_000);
      receiver.mood = 'well';
      await eventually(
        'all are sent',
        async () => {
          const { rowCount } = await installation.postgres.pool.query(
            'select from notifications where sent_at is null',
          );
          return rowCount === 0;
        },
        180_000,
      );
      const keys = new Set(receiver.received.map(({ key }) => key));
      t.diagnostic(`${receiver.received.length} deliveries of ${keys.size} messages`);
      assert.equal(keys.size, 12);
      assert.equal(before, 1);
    });
  },
);
