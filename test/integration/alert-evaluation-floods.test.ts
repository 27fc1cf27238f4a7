import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AlertWorld, crisis, HOUR, MINUTE, noon, posts, usual } from '../fixtures/alert-world.ts';
import { startPostgres } from '../fixtures/postgres.ts';

interface FloodRow {
  readonly product: string;
  readonly kind: string;
  readonly mentions: number;
  readonly counted: number;
  readonly example: string;
}

describe('floods', () => {
  let world: AlertWorld;
  before(async () => (world = new AlertWorld(await startPostgres())));
  after(() => world.database.stop());

  const floods = async (): Promise<FloodRow[]> =>
    (
      await world.database.pool.query<FloodRow>(
        'select product_id as product, kind, mentions, counted, example from floods order by started_at',
      )
    ).rows;
  const within = { from: noon, to: noon + 40 * MINUTE };
  const ordinary = () => usual('delta', noon - 24 * HOUR, noon + 4 * HOUR);

  test('300 copies of one post are no incident: they are named', async () => {
    await world.begin([{ id: 'delta' }]);
    const text = 'my delta caught fire, never again';
    const given = () => ({ cluster: 'a cascade', text });
    await world.write([...ordinary(), ...posts({ ...within, count: 300, negative: 300, given })]);
    await world.pass(noon, noon + 4 * HOUR);
    assert.deepEqual([await world.incidents(), await world.told()], [[], []]);
    const [flood, ...others] = await floods();
    assert.deepEqual([flood?.product, flood?.kind, flood?.example, others], ['delta', 'copies', text, []]);
    assert.ok(flood && flood.mentions >= 300 && flood.counted <= 5, JSON.stringify(flood));
  });

  test('300 posts of three authors are no incident, whatever they write: they are named', async () => {
    await world.begin([{ id: 'delta' }]);
    const given = (i: number) => ({ author: `bot ${i % 3}` });
    await world.write([...ordinary(), ...posts({ ...within, count: 300, negative: 300, given })]);
    await world.pass(noon, noon + 4 * HOUR);
    assert.deepEqual([await world.incidents(), await world.told()], [[], []]);
    const [flood, ...others] = await floods();
    assert.deepEqual([flood?.product, flood?.kind, others], ['delta', 'authors', []]);
    assert.doesNotMatch(flood?.example ?? '', /bot/u);
  });

  test('a real crisis is told with how much of it are copies, and its loudest author', async () => {
    await world.begin([{ id: 'delta' }]);
    const angry = crisis('delta', noon, noon + 30 * MINUTE);
    const copies = posts({
      from: noon + 5 * MINUTE,
      to: noon + 20 * MINUTE,
      count: 60,
      negative: 60,
      given: () => ({ cluster: 'a cascade' }),
    });
    await world.write([...usual('delta', noon - 24 * HOUR, noon), ...angry, ...copies]);
    const at = noon + 30 * MINUTE;
    await world.pass(at, at + 2 * MINUTE, {}, MINUTE);
    assert.deepEqual(await world.told(), ['team opened']);
    const facts = (await world.messages())[0]?.facts.incidents[0];
    assert.ok(facts);
    const [start, end] = [Date.parse(facts.windowStart), Date.parse(facts.windowEnd)];
    const inWindow = copies.filter(({ postedAt }) => postedAt >= start && postedAt < end).length;
    assert.ok(inWindow > 20);
    // The first of the cascade counts where it is in the window.
    assert.ok(Math.abs(facts.amplification.copies - inWindow) <= 1, JSON.stringify(facts.amplification));
    assert.equal(facts.amplification.mentions, facts.mentions + facts.amplification.copies);
    assert.ok(facts.exemplars.some((post) => post.copies >= inWindow - 1));
  });

  test('a crisis is no flood', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write([...ordinary(), ...crisis('delta', noon, noon + HOUR)]);
    await world.pass(noon, noon + 2 * HOUR);
    assert.equal((await world.incidents()).length, 1);
    assert.deepEqual(await floods(), []);
  });
});
