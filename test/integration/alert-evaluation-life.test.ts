import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Baselines } from '../../services/alert/evaluation/baselines.ts';
import { AlertWorld, crisis, HOUR, MINUTE, noon, posts, usual } from '../fixtures/alert-world.ts';
import { startPostgres } from '../fixtures/postgres.ts';

describe('the life of an incident', () => {
  let world: AlertWorld;
  before(async () => (world = new AlertWorld(await startPostgres())));
  after(() => world.database.stop());

  /** From a warning to a crisis, and back to what is usual. */
  const rise = () => [
    ...usual('delta', noon - 24 * HOUR, noon),
    ...posts({ from: noon, to: noon + HOUR, count: 20, negative: 10 }),
    ...crisis('delta', noon + HOUR, noon + 2 * HOUR),
    ...usual('delta', noon + 2 * HOUR, noon + 12 * HOUR),
  ];

  test('the usual is no incident', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write(usual('delta', noon - 24 * HOUR, noon + 3 * HOUR));
    await world.pass(noon, noon + 3 * HOUR);
    assert.deepEqual(await world.incidents(), []);
    assert.deepEqual(await world.told(), []);
    assert.equal((await world.state('delta'))?.life, null);
  });

  test('it opens at the second evaluation at which a test holds, with one message a channel', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.addChannel('desk');
    await world.write([...usual('delta', noon - HOUR, noon), ...crisis('delta', noon, noon + HOUR)]);
    const at = noon + 30 * MINUTE;
    await world.evaluate(at);
    assert.deepEqual([await world.incidents(), await world.told()], [[], []], 'the first is not enough');
    await world.evaluate(at + MINUTE);
    const [incident] = await world.incidents();
    assert.deepEqual(
      [incident?.product, incident?.status, incident?.openedAt],
      ['delta', 'firing', at + MINUTE],
    );
    assert.deepEqual(await world.told(), ['desk opened', 'team opened']);
    assert.equal((await world.state('delta'))?.incident, incident?.id);
    await world.evaluate(at + 2 * MINUTE);
    assert.deepEqual([(await world.incidents()).length, (await world.told()).length], [1, 2], 'and once');
  });

  test('a test that holds once, and then not, opens nothing', async () => {
    await world.begin([{ id: 'delta' }]);
    const angry = posts({ from: noon, to: noon + 5 * MINUTE, count: 10, negative: 10 });
    await world.write(angry);
    await world.evaluate(noon + 5 * MINUTE);
    assert.notEqual((await world.state('delta'))?.life, null, 'pending');
    await world.write(
      angry.map((post) => ({
        ...post,
        change: 'delete',
        revision: noon + HOUR,
        products: [],
        sentiment: null,
      })),
    );
    await world.pass(noon + 6 * MINUTE, noon + 10 * MINUTE, {}, MINUTE);
    assert.deepEqual(await world.incidents(), []);
    assert.equal((await world.state('delta'))?.life, null, 'nor is anything pending any more');
  });

  test('it escalates when it grows, and resolves once it is calm: a message each, in one thread', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write(rise());
    await world.pass(noon, noon + 12 * HOUR);
    const [incident, ...others] = await world.incidents();
    assert.deepEqual(others, []);
    assert.equal(incident?.status, 'resolved');
    const messages = await world.messages();
    assert.deepEqual(
      messages.map(({ event }) => event),
      ['opened', 'escalated', 'resolved'],
    );
    for (const { thread, incidents, facts } of messages) {
      assert.deepEqual([thread, facts.thread, incidents], [incident.id, incident.id, [incident.id]]);
    }
    assert.ok(
      incident.resolvedAt !== null && incident.resolvedAt >= noon + 3 * HOUR,
      'an hour of calm at least',
    );
  });

  test('the incident, its facts and the message say the same numbers; the last message those of the peak', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write(rise());
    for (let now = noon; now < noon + 12 * HOUR; now += 5 * MINUTE) {
      const before = (await world.messages()).length;
      await world.evaluate(now);
      const messages = await world.messages();
      if (messages.length === before) continue;
      const [incident] = await world.incidents();
      const said = messages.at(-1);
      const facts = said?.facts.incidents[0];
      assert.ok(incident && said && facts);
      assert.deepEqual([said.facts.incidents, said.facts.event], [[incident.facts], said.event]);
      assert.deepEqual([facts.id, facts.product.id, facts.model], [incident.id, 'delta', 'posts-cnn@1']);
      assert.deepEqual([facts.severity, said.severity], [incident.severity, incident.severity]);
      assert.equal(Date.parse(facts.openedAt), incident.openedAt);
      if (said.event === 'resolved') {
        assert.deepEqual([facts.negative, facts.mentions], [incident.peakNegative, incident.peakMentions]);
        assert.ok(facts.negative >= 42, `not what is left: ${facts.negative}`);
        assert.deepEqual([Date.parse(facts.resolvedAt ?? ''), facts.escalatedAt === null], [now, false]);
        continue;
      }
      const { kind, negative, mentions, baselineShare, expectedNegative } = facts;
      assert.deepEqual(
        { kind, negative, mentions, baselineShare, expected: expectedNegative },
        {
          kind: incident.kind,
          negative: incident.negative,
          mentions: incident.mentions,
          baselineShare: incident.baselineShare,
          expected: incident.expected,
        },
      );
      const [start, end] = [Date.parse(facts.windowStart), Date.parse(facts.windowEnd)];
      assert.deepEqual([end, (end - start) / MINUTE], [now, incident.minutes]);
    }
  });

  test('what comes back within six hours is the same incident, in the same thread', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write([
      ...usual('delta', noon - HOUR, noon),
      ...crisis('delta', noon, noon + 30 * MINUTE),
      ...usual('delta', noon + 30 * MINUTE, noon + 5 * HOUR),
      ...crisis('delta', noon + 5 * HOUR, noon + 6 * HOUR),
      ...usual('delta', noon + 6 * HOUR, noon + 12 * HOUR),
    ]);
    await world.pass(noon, noon + 12 * HOUR);
    const incidents = await world.incidents();
    assert.deepEqual(
      incidents.map(({ status, reopened }) => ({ status, reopened })),
      [{ status: 'resolved', reopened: 1 }],
    );
    const events = (await world.messages()).filter(({ event }) => event !== 'escalated');
    assert.deepEqual(
      events.map(({ event, thread }) => `${event} ${thread === incidents[0]?.id}`),
      ['opened true', 'resolved true', 'opened true', 'resolved true'],
    );
  });

  test('posts that are deleted while it is open end it', async () => {
    await world.begin([{ id: 'delta' }]);
    const angry = crisis('delta', noon, noon + 30 * MINUTE);
    await world.write([...usual('delta', noon - 24 * HOUR, noon + 6 * HOUR), ...angry]);
    await world.pass(noon, noon + 40 * MINUTE);
    assert.deepEqual(await world.told(), ['team opened']);
    const revision = noon + HOUR;
    const gone = { change: 'delete', revision, products: [], sentiment: null } as const;
    await world.write(angry.map((post) => ({ ...post, ...gone })));
    await world.pass(noon + 40 * MINUTE, noon + 100 * MINUTE);
    assert.deepEqual(await world.told(), ['team opened'], 'calm takes an hour');
    await world.pass(noon + 100 * MINUTE, noon + 110 * MINUTE);
    assert.deepEqual(await world.told(), ['team opened', 'team resolved']);
    assert.equal((await world.incidents())[0]?.status, 'resolved');
  });

  test('whoever takes over goes on where it was: nothing is told again, and the end is', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write(rise());
    for (let now = noon; now < noon + 12 * HOUR; now += 5 * MINUTE) {
      world.baselines = new Baselines();
      await world.evaluate(now);
    }
    assert.deepEqual(await world.told(), ['team opened', 'team escalated', 'team resolved']);
    assert.equal((await world.incidents()).length, 1);
  });

  test('a stop of hours, and the rest is told once it runs again', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write(rise());
    await world.pass(noon, noon + 90 * MINUTE);
    const before = await world.told();
    await world.pass(noon + 9 * HOUR, noon + 10 * HOUR + 5 * MINUTE);
    assert.deepEqual(await world.told(), [...before, 'team resolved']);
  });
});
