import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Mention } from '#shared/avro/mention.ts';
import { rateIncident } from '../../services/alert/feedback/rate-incident.ts';
import { AlertWorld, crisis, DAY, HOUR, MINUTE, noon, usual } from '../fixtures/alert-world.ts';
import { startPostgres } from '../fixtures/postgres.ts';

const at = noon + 30 * MINUTE;

describe('an incident whose mentions people judge otherwise', () => {
  let world: AlertWorld;
  before(async () => (world = new AlertWorld(await startPostgres())));
  after(() => world.database.stop());

  const isNegative = ({ sentiment }: Mention): boolean => sentiment?.label === 'negative';
  const send = () => world.database.pool.query('update notifications set sent_at = now(), attempts = 1');
  /** A crisis of half an hour that the channel was told of. */
  const openOne = async (): Promise<{ id: string; angry: string[] }> => {
    await world.begin([{ id: 'delta' }]);
    const mentions = crisis('delta', noon, at);
    await world.write([
      ...usual('delta', noon - DAY, noon),
      ...mentions,
      ...usual('delta', at, noon + 40 * HOUR),
    ]);
    await world.pass(noon, at + MINUTE);
    await send();
    const [incident] = await world.incidents();
    assert.equal(incident?.status, 'firing');
    return { id: incident.id, angry: mentions.filter(isNegative).map(({ postId }) => postId) };
  };
  const misjudged = (id: string, posts: readonly string[]) =>
    rateIncident(world.database.pool, id, { rating: 'wrong-sentiment', posts, label: 'neutral', note: '' });

  test('is taken back at the next evaluation, once, in the thread where it was told', async () => {
    const { id, angry } = await openOne();
    await misjudged(id, angry.slice(3));
    await world.evaluate(at + MINUTE);
    const [incident] = await world.incidents();
    assert.deepEqual([incident?.status, incident?.resolvedAt], ['retracted', at + MINUTE]);
    assert.deepEqual(await world.told(), ['team opened', 'team retracted']);
    const message = (await world.messages()).at(-1);
    assert.deepEqual([message?.thread, message?.facts.thread, message?.incidents], [id, id, [id]]);
    const state = await world.state('delta');
    assert.deepEqual([state?.life, state?.incident], [null, null]);
    await world.pass(at + 2 * MINUTE, at + 3 * HOUR);
    assert.deepEqual(await world.told(), ['team opened', 'team retracted'], 'nothing follows');
    assert.equal((await world.incidents()).length, 1);
  });

  test('stays when it still stands: nothing is said', async () => {
    const { id, angry } = await openOne();
    await misjudged(id, angry.slice(0, 2));
    await world.pass(at + MINUTE, at + 5 * MINUTE, {}, MINUTE);
    assert.equal((await world.incidents())[0]?.status, 'firing');
    assert.deepEqual(await world.told(), ['team opened']);
    assert.equal((await world.state('delta'))?.incident, id);
  });

  test('goes with the next judgement, when more of it turns out to be wrong', async () => {
    const { id, angry } = await openOne();
    await misjudged(id, angry.slice(0, 2));
    await world.evaluate(at + MINUTE);
    await misjudged(id, angry.slice(2, -3));
    await world.evaluate(at + 2 * MINUTE);
    assert.deepEqual(await world.told(), ['team opened', 'team retracted']);
  });

  test('is taken back also when it is over at that very evaluation', async () => {
    const { id, angry } = await openOne();
    // Found by going on until the evaluation at which it is resolved.
    let now = at + MINUTE;
    while (!(await lastCalm(now))) await world.evaluate((now += 5 * MINUTE));
    await misjudged(id, angry.slice(3));
    await world.evaluate(now + 5 * MINUTE);
    assert.equal((await world.incidents())[0]?.status, 'retracted');
    assert.equal((await world.told()).at(-1), 'team retracted');
  });
  /** Whether it will be over at the next evaluation, 5 minutes later. */
  const lastCalm = async (now: number): Promise<boolean> => {
    const { rows } = await world.database.pool.query<{ since: number | null }>(
      `select (life -> 'incident' ->> 'calmSince')::float8 as since from alert_state`,
    );
    const since = rows[0]?.since ?? null;
    return since !== null && now + 5 * MINUTE - since >= HOUR;
  };

  test('is taken back after it was over, too', async () => {
    const { id, angry } = await openOne();
    await world.pass(at + MINUTE, at + 4 * HOUR);
    assert.equal((await world.told()).at(-1), 'team resolved');
    await send();
    await misjudged(id, angry.slice(3));
    await world.evaluate(at + 4 * HOUR);
    assert.deepEqual((await world.told()).slice(-2), ['team resolved', 'team retracted']);
    assert.equal((await world.incidents())[0]?.status, 'retracted');
  });

  test('is taken back when people judge it two days later: its hours are history, and are counted first', async () => {
    const { id, angry } = await openOne();
    await world.pass(at + MINUTE, at + 4 * HOUR);
    const later = at + 36 * HOUR;
    await world.evaluate(later);
    await world.goThroughHistory(later);
    await misjudged(id, angry.slice(3));
    for (let now = later + MINUTE; now < later + 5 * MINUTE; now += MINUTE) {
      await world.evaluate(now);
      await world.goThroughHistory(now);
    }
    assert.equal((await world.incidents()).find((each) => each.id === id)?.status, 'retracted');
    assert.equal((await world.told()).at(-1), 'team retracted');
  });

  test('of history stays when it still stands, and goes when it does not; nobody was told, nobody is', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write(usual('delta', noon - 12 * DAY, noon - 3 * HOUR));
    const mentions = crisis('delta', noon - 3 * HOUR, noon - 2 * HOUR);
    await world.write(mentions, 'backfill');
    await world.write(usual('delta', noon - 2 * HOUR, noon + HOUR));
    await world.evaluate(noon);
    await world.goThroughHistory(noon);
    const [found] = await world.incidents();
    assert.ok(found?.historical);
    const angry = mentions.filter(isNegative).map(({ postId }) => postId);
    await misjudged(found.id, angry.slice(0, 1));
    await world.evaluate(noon + MINUTE);
    await world.goThroughHistory(noon + MINUTE);
    assert.notEqual((await world.incidents())[0]?.status, 'retracted', 'one of forty');
    await misjudged(found.id, angry.slice(1, -3));
    await world.evaluate(noon + 2 * MINUTE);
    await world.goThroughHistory(noon + 2 * MINUTE);
    assert.deepEqual(
      (await world.incidents()).map(({ status }) => status),
      ['retracted'],
    );
    assert.deepEqual(await world.told(), []);
  });

  test('that was expected: nothing more is said of it', async () => {
    const { id } = await openOne();
    await rateIncident(world.database.pool, id, { rating: 'expected', note: '' });
    await world.pass(at + MINUTE, at + 4 * HOUR);
    assert.equal((await world.incidents())[0]?.status, 'resolved');
    assert.deepEqual(await world.told(), ['team opened']);
  });
});
