import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AlertWorld, crisis, DAY, HOUR, MINUTE, noon, posts, usual } from '../fixtures/alert-world.ts';
import { startPostgres } from '../fixtures/postgres.ts';

const at = noon + 30 * MINUTE;

describe('what cannot be judged', () => {
  let world: AlertWorld;
  before(async () => (world = new AlertWorld(await startPostgres())));
  after(() => world.database.stop());

  const incomplete = { holds: () => ['feed x has been silent for 9 min'] };
  const tell = () => [
    ...usual('delta', noon - DAY, noon),
    ...crisis('delta', noon, at),
    ...usual('delta', at, noon + 12 * HOUR),
  ];

  test('opens nothing while data are incomplete, and says why; once they are complete it is told', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write(tell());
    await world.pass(noon, at, incomplete);
    assert.deepEqual([await world.incidents(), await world.told()], [[], []]);
    const state = await world.state('delta');
    assert.deepEqual([state?.hold, state?.life], [['feed x has been silent for 9 min'], null]);
    await world.evaluate(at);
    assert.deepEqual((await world.state('delta'))?.hold, []);
    assert.deepEqual(await world.told(), [], 'the first evaluation of two');
    await world.evaluate(at + MINUTE);
    assert.deepEqual(await world.told(), ['team opened']);
  });

  test('resolves nothing either: the hour of calm begins when data are complete', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write(tell());
    await world.pass(noon, at + MINUTE);
    await world.pass(at + 5 * MINUTE, at + 5 * HOUR, incomplete);
    assert.deepEqual(await world.told(), ['team opened']);
    assert.deepEqual((await world.state('delta'))?.hold, ['feed x has been silent for 9 min']);
    await world.pass(at + 5 * HOUR, at + 6 * HOUR);
    assert.deepEqual(await world.told(), ['team opened']);
    assert.deepEqual((await world.state('delta'))?.hold, []);
    await world.evaluate(at + 6 * HOUR);
    assert.deepEqual(await world.told(), ['team opened', 'team resolved']);
  });

  test('is held by window and by product: the others are judged', async () => {
    await world.begin([{ id: 'delta' }, { id: 'cup' }, { id: 'air' }]);
    await world.write(['delta', 'cup', 'air'].flatMap((product) => crisis(product, noon, at)));
    const holds = (product: string, window: number): string[] => {
      if (product === 'delta') return ['this product'];
      return product === 'cup' && window === 0 ? ['this window'] : [];
    };
    await world.pass(at, at + 2 * MINUTE, { holds }, MINUTE);
    const incidents = await world.incidents();
    assert.deepEqual(
      incidents.map(({ product }) => product),
      ['air', 'cup'],
    );
    assert.notEqual(incidents.find(({ product }) => product === 'cup')?.minutes, 15);
    assert.deepEqual((await world.state('delta'))?.hold, ['this product']);
    assert.deepEqual((await world.state('cup'))?.hold, ['this window']);
  });

  test('is no reason to hold a product of which nothing is to be decided', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write(usual('delta', noon - DAY, noon));
    await world.evaluate(noon, incomplete);
    assert.deepEqual((await world.state('delta'))?.hold, []);
  });
});

describe('a model that changes', () => {
  let world: AlertWorld;
  before(async () => (world = new AlertWorld(await startPostgres())));
  after(() => world.database.stop());

  const changedAt = noon + 12 * DAY;
  /** Minutes of counted mentions, as many tests of days need them: 12 an hour, so many of 20 negative. */
  const count = (model: string, from: number, to: number, ofTwenty: number) =>
    world.database.pool.query(
      `insert into distinct_minutes
       select 'delta', to_timestamp($2 / 1000.0) + make_interval(mins => 5 * i), $1, 1, negative, 1, negative
       from generate_series(0, (($3::float8 - $2::float8) / 300000)::int - 1) as i,
         lateral (select ((i * 7) % 20 < $4)::int as negative) as drawn`,
      [model, from, to, ofTwenty],
    );
  /** No baseline is put in place: it is learnt. */
  const begin = async (): Promise<void> => {
    await world.begin([{ id: 'delta' }]);
    await world.database.pool.query('truncate alert_baselines');
    await count('posts-cnn@1', noon, changedAt, 3);
    await world.pass(changedAt - HOUR, changedAt);
    assert.equal((await world.state('delta'))?.model, 'posts-cnn@1');
  };

  test('pages nobody for its higher level: held for six hours, unknown for two days, and usual from then on', async () => {
    await begin();
    await count('posts-cnn@2', changedAt, changedAt + 5 * DAY, 6);
    await world.pass(changedAt + 5 * MINUTE, changedAt + 6 * HOUR, {}, 10 * MINUTE);
    assert.deepEqual([await world.incidents(), await world.told()], [[], []]);
    assert.equal((await world.state('delta'))?.model, 'posts-cnn@2');
    await world.pass(changedAt + 6 * HOUR, changedAt + 5 * DAY, {}, 20 * MINUTE);
    assert.deepEqual([await world.incidents(), await world.told()], [[], []]);
    const { rows } = await world.database.pool.query<{ share: number; mentions: number }>(
      `select share[1]::float8 as share, mentions from alert_baselines where model = 'posts-cnn@2'`,
    );
    assert.ok(
      rows[0] && rows[0].mentions > 500,
      `learnt from ${rows[0]?.mentions} mentions of the new model`,
    );
    assert.ok(Math.abs(rows[0].share - 0.3) < 0.04, `usual is ${rows[0].share}`);
  });

  test('holds a crisis for six hours and says why; one that goes on is found then', async () => {
    await begin();
    await count('posts-cnn@2', changedAt, changedAt + DAY, 6);
    const angry = (from: number, to: number) =>
      posts({ from, to, count: (to - from) / MINUTE, negative: ((to - from) / MINUTE) * 0.8 }).map(
        (mention) => ({ ...mention, model: 'posts-cnn@2' }),
      );
    await world.pass(changedAt + 5 * MINUTE, changedAt + 4 * HOUR, {}, 10 * MINUTE);
    await world.write(angry(changedAt + 4 * HOUR, changedAt + 8 * HOUR));
    await world.pass(changedAt + 4 * HOUR, changedAt + 6 * HOUR, {}, 10 * MINUTE);
    assert.deepEqual([await world.incidents(), await world.told()], [[], []]);
    const [reason, ...others] = (await world.state('delta'))?.hold ?? [];
    assert.match(reason ?? '', /^the model became posts-cnn@2 \d+ min ago/u);
    assert.deepEqual(others, []);
    await world.pass(changedAt + 6 * HOUR, changedAt + 8 * HOUR, {}, 10 * MINUTE);
    assert.equal((await world.told())[0], 'team opened');
    const [incident] = await world.incidents();
    assert.equal(incident?.model, 'posts-cnn@2');
    assert.deepEqual((await world.state('delta'))?.hold, []);
  });

  test('is not one when a product is first mentioned: a new product is not held', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write(crisis('delta', noon, at));
    await world.pass(at, at + 2 * MINUTE, {}, MINUTE);
    assert.deepEqual(await world.told(), ['team opened']);
  });
});
