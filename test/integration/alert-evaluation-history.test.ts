import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AlertWorld, crisis, DAY, HOUR, MINUTE, noon, posts, usual } from '../fixtures/alert-world.ts';
import { startPostgres } from '../fixtures/postgres.ts';

/** History is gone through with what can be learnt from it: so many days of it. */
const DAYS = 9;

describe('history and live evaluation', () => {
  let world: AlertWorld;
  before(async () => (world = new AlertWorld(await startPostgres())));
  after(() => world.database.stop());

  /** The usual up to a moment, all of it gone through. */
  const knowUntil = async (now: number): Promise<void> => {
    await world.begin([{ id: 'delta' }]);
    await world.write(usual('delta', noon - DAYS * DAY, now));
    await world.evaluate(now);
    await world.goThroughHistory(now);
  };
  const goOn = async (from: number, to: number): Promise<void> => {
    for (let now = from; now < to; now += 5 * MINUTE) {
      await world.evaluate(now);
      await world.goThroughHistory(now);
    }
  };
  const found = async () =>
    (await world.incidents()).map(({ historical, status }) => ({ historical, status }));

  test('what is played in within the last hour pages nobody; half an hour after the fact it is an incident of history', async () => {
    await knowUntil(noon - HOUR);
    await world.write(crisis('delta', noon - HOUR, noon), 'backfill');
    await world.pass(noon, noon + 3 * MINUTE, {}, MINUTE);
    assert.deepEqual([await world.incidents(), await world.told()], [[], []]);
    await goOn(noon + 5 * MINUTE, noon + 3 * HOUR);
    assert.deepEqual(await found(), [{ historical: true, status: 'resolved' }]);
    assert.deepEqual(await world.told(), []);
    const [opened = 0] = (await world.incidents()).map(({ openedAt }) => openedAt);
    assert.ok(opened > noon - HOUR && opened < noon, `opened ${new Date(opened).toISOString()}`);
  });

  test('the same while its hour is not over, with live posts after it', async () => {
    await knowUntil(noon);
    await world.write(crisis('delta', noon, noon + 20 * MINUTE), 'backfill');
    await world.pass(noon + 20 * MINUTE, noon + 23 * MINUTE, {}, MINUTE);
    for (let now = noon + 25 * MINUTE; now < noon + 4 * HOUR; now += 5 * MINUTE) {
      await world.write(usual('delta', now - 5 * MINUTE, now));
      await world.evaluate(now);
      await world.goThroughHistory(now);
    }
    assert.deepEqual(await found(), [{ historical: true, status: 'resolved' }]);
    assert.deepEqual(await world.told(), []);
  });

  test('while an incident of history is open it is gone through again and again, and stays the same', async () => {
    await knowUntil(noon - 3 * HOUR);
    await world.write(crisis('delta', noon - 3 * HOUR, noon), 'backfill');
    await world.evaluate(noon);
    await world.goThroughHistory(noon);
    const [first] = await world.incidents();
    assert.equal(first?.status, 'escalated');
    await goOn(noon + 10 * MINUTE, noon + HOUR);
    const [then, ...others] = await world.incidents();
    assert.deepEqual([then?.id, then?.openedAt, others], [first.id, first.openedAt, []]);
  });

  test('what changes within an incident of history does not make it another one', async () => {
    await knowUntil(noon - 3 * HOUR);
    await world.write(crisis('delta', noon - 3 * HOUR, noon - 2 * HOUR), 'backfill');
    await goOn(noon, noon + 2 * HOUR);
    const [before] = await world.incidents();
    assert.equal(before?.status, 'resolved');
    // An hour after the crisis, when it is not over yet.
    await world.write(usual('delta', noon - HOUR, noon), 'backfill');
    await goOn(noon + 2 * HOUR, noon + 150 * MINUTE);
    const [after, ...others] = await world.incidents();
    assert.deepEqual([after?.id, after?.openedAt, others], [before.id, before.openedAt, []]);
  });

  test('late live posts of a short crisis page nobody: it is found in history', async () => {
    await knowUntil(noon);
    await world.write(posts({ from: noon - 2 * HOUR, to: noon - 110 * MINUTE, count: 9, negative: 9 }));
    await goOn(noon, noon + 2 * HOUR);
    assert.deepEqual(await found(), [{ historical: true, status: 'resolved' }]);
    assert.deepEqual(await world.told(), []);
  });

  test('late live posts of a long crisis that is over page nobody either', async () => {
    await knowUntil(noon);
    const late = crisis('delta', noon - 5 * HOUR, noon - 4 * HOUR);
    await world.write([...late, ...usual('delta', noon, noon + 2 * HOUR)]);
    for (let now = noon; now < noon + 3 * MINUTE; now += 10_000) {
      await world.evaluate(now);
      await world.goThroughHistory(now);
    }
    await goOn(noon + 3 * MINUTE, noon + 2 * HOUR);
    assert.deepEqual(await found(), [{ historical: true, status: 'resolved' }]);
    assert.deepEqual(await world.told(), []);
  });

  test('late live posts of what is not over yet are told, as after a consumer was down', async () => {
    await knowUntil(noon);
    await world.write(crisis('delta', noon - 2 * HOUR, noon));
    await world.write(usual('delta', noon, noon + HOUR));
    for (let now = noon; now < noon + 3 * MINUTE; now += 10_000) {
      await world.evaluate(now);
      await world.goThroughHistory(now);
    }
    assert.deepEqual(await found(), [{ historical: false, status: 'firing' }]);
    assert.deepEqual(await world.told(), ['team opened']);
  });

  test('an incident of history that is open still becomes live with live evidence: the same one, told as opened', async () => {
    await knowUntil(noon - 2 * HOUR);
    await world.write(crisis('delta', noon - 2 * HOUR, noon - 10 * MINUTE), 'backfill');
    await world.evaluate(noon - MINUTE);
    await world.goThroughHistory(noon - MINUTE);
    const [historical] = await world.incidents();
    assert.deepEqual([historical?.historical, historical?.resolvedAt], [true, null]);
    await world.write(crisis('delta', noon, noon + HOUR));
    await goOn(noon + 5 * MINUTE, noon + HOUR);
    const [live, ...others] = await world.incidents();
    assert.deepEqual([live?.id, live?.historical, others], [historical?.id, false, []]);
    assert.equal((await world.told())[0], 'team opened');
    const messages = await world.messages();
    assert.ok(messages.every(({ thread, incidents }) => thread === live?.id && incidents.join() === live.id));
    await world.write(usual('delta', noon + HOUR, noon + 6 * HOUR));
    await goOn(noon + HOUR, noon + 6 * HOUR);
    const events = (await world.messages()).map(({ event }) => event);
    assert.deepEqual([events.filter((event) => event === 'opened').length, events.at(-1)], [1, 'resolved']);
    assert.equal((await world.incidents()).length, 1, 'nor does history find it once more');
  });

  test('posts older than the activation of the rule raise nothing', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.database.pool.query('update alert_rules set activated_at = to_timestamp($1 / 1000.0)', [
      noon,
    ]);
    await world.write([
      ...usual('delta', noon - 24 * HOUR, noon - HOUR),
      ...crisis('delta', noon - HOUR, noon),
    ]);
    await world.pass(noon - 30 * MINUTE, noon + 3 * HOUR);
    assert.deepEqual([await world.incidents(), await world.told()], [[], []]);
    await world.write(crisis('delta', noon + 3 * HOUR, noon + 4 * HOUR));
    await world.pass(noon + 3 * HOUR, noon + 4 * HOUR);
    assert.deepEqual(await world.told(), ['team opened'], 'newer ones do');
  });
});
