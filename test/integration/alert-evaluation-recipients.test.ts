import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AlertWorld, crisis, HOUR, MINUTE, noon, posts, usual } from '../fixtures/alert-world.ts';
import { startPostgres } from '../fixtures/postgres.ts';

const at = noon + 30 * MINUTE;

describe('who is told of an incident', () => {
  let world: AlertWorld;
  before(async () => (world = new AlertWorld(await startPostgres())));
  after(() => world.database.stop());

  /** A crisis of half an hour at each of these products, usual before and after. */
  const crises = (...products: string[]) =>
    products.flatMap((product) => [
      ...usual(product, noon - 6 * HOUR, noon),
      ...crisis(product, noon, at),
      ...usual(product, at, noon + 6 * HOUR),
    ]);
  const mute = (
    starts: number,
    ends: number,
    { product = null as string | null, brand = null as string | null },
  ) =>
    world.database.pool.query(
      `insert into alert_mutes (product_id, brand, starts_at, ends_at)
       values ($1, $2, to_timestamp($3 / 1000.0), to_timestamp($4 / 1000.0))`,
      [product, brand, starts, ends],
    );
  const setRule = (sensitivity: string, product: string | null = null) =>
    world.database.pool.query(
      `insert into alert_rules (product_id, sensitivity, activated_at) values ($1, $2, to_timestamp(0))
       on conflict (coalesce(product_id, ''), coalesce(brand, '')) do update set sensitivity = excluded.sensitivity`,
      [product, sensitivity],
    );

  test('products of one brand that fire in one round are one message; those of another brand, and without one, others', async () => {
    await world.begin([
      { id: 'air', brand: 'Nimbus' },
      { id: 'base', brand: 'Nimbus' },
      { id: 'cup', brand: 'Umbra' },
      { id: 'delta' },
      { id: 'epsilon' },
    ]);
    await world.write(crises('air', 'base', 'cup', 'delta', 'epsilon'));
    await world.pass(at, at + 2 * MINUTE, { groupWaitMs: 5_000 }, MINUTE);
    const incidents = await world.incidents();
    assert.deepEqual(
      incidents.map(({ product }) => product),
      ['air', 'base', 'cup', 'delta', 'epsilon'],
    );
    const messages = await world.messages();
    const productsOf = messages.map(({ facts }) => facts.incidents.map(({ product }) => product.id).sort());
    assert.deepEqual(
      productsOf.sort((a, b) => String(a).localeCompare(String(b))),
      [['air', 'base'], ['cup'], ['delta'], ['epsilon']],
    );
    const together = messages.find(({ incidents: ids }) => ids.length === 2);
    assert.equal(together?.facts.brand, 'Nimbus');
    assert.deepEqual(
      [...together.incidents].sort(),
      incidents
        .slice(0, 2)
        .map(({ id }) => id)
        .sort(),
    );
  });

  test('a channel gets what it wants: by severity, product, brand, and nothing once it is switched off', async () => {
    await world.begin([{ id: 'air', brand: 'Nimbus' }, { id: 'delta' }]);
    await world.addChannel('grave', { severity: 'critical' });
    await world.addChannel('of-delta', { products: ['delta'] });
    await world.addChannel('of-nimbus', { brands: ['Nimbus'] });
    await world.addChannel('of-either', { products: ['delta'], brands: ['Nimbus'] });
    await world.addChannel('of-others', { products: ['zeta'], brands: ['Umbra'] });
    await world.addChannel('off', { enabled: false });
    await world.write(crises('air', 'delta'));
    await world.pass(noon + 20 * MINUTE, noon + 22 * MINUTE, {}, MINUTE);
    const who = (await world.messages()).map(
      ({ channel, facts }) => `${channel}: ${facts.incidents.map(({ product }) => product.id).join()}`,
    );
    assert.deepEqual(who.sort(), [
      'of-delta: delta',
      'of-either: air',
      'of-either: delta',
      'of-nimbus: air',
      'team: air',
      'team: delta',
    ]);
    assert.ok((await world.incidents()).every(({ severity }) => severity !== 'critical'));
  });

  test('a channel for grave things hears of an incident when it becomes one, and then of its end', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.addChannel('grave', { severity: 'critical' });
    await world.write([
      ...posts({ from: noon, to: noon + HOUR, count: 20, negative: 10 }),
      ...crisis('delta', noon + HOUR, noon + 2 * HOUR),
    ]);
    await world.pass(noon, noon + 10 * HOUR);
    const messages = await world.messages();
    assert.deepEqual(
      messages.map(({ channel, event }) => `${channel} ${event}`),
      ['team opened', 'grave escalated', 'team escalated', 'grave resolved', 'team resolved'],
    );
    const [incident] = await world.incidents();
    assert.ok(messages.every(({ thread }) => thread === incident?.id));
  });

  test('a product that is muted has its incident, and nobody is told, not of its end either', async () => {
    await world.begin([{ id: 'delta' }, { id: 'air', brand: 'Nimbus' }, { id: 'cup' }]);
    await mute(noon - HOUR, noon + HOUR, { product: 'delta' });
    await mute(noon - HOUR, noon + HOUR, { brand: 'Nimbus' });
    await world.write(crises('delta', 'air', 'cup'));
    await world.pass(noon, noon + 6 * HOUR);
    assert.deepEqual((await world.incidents()).map(({ product, status }) => `${product} ${status}`).sort(), [
      'air resolved',
      'cup resolved',
      'delta resolved',
    ]);
    const messages = await world.messages();
    assert.ok(messages.every(({ facts }) => facts.incidents.every(({ product }) => product.id === 'cup')));
    assert.deepEqual([messages.at(0)?.event, messages.at(-1)?.event], ['opened', 'resolved']);
  });

  test('what happens after the mute has ended is told, in the thread of its own incident', async () => {
    await world.begin([{ id: 'delta' }]);
    await mute(noon - HOUR, noon + HOUR, { product: 'delta' });
    await world.write([
      ...posts({ from: noon, to: noon + HOUR, count: 30, negative: 18 }),
      ...crisis('delta', noon + HOUR, noon + 2 * HOUR),
    ]);
    await world.pass(noon, noon + HOUR);
    assert.deepEqual([(await world.incidents()).length, await world.told()], [1, []]);
    await world.pass(noon + HOUR, noon + 10 * HOUR);
    assert.deepEqual(await world.told(), ['team escalated', 'team resolved']);
    const [incident] = await world.incidents();
    assert.ok((await world.messages()).every(({ thread }) => thread === incident?.id));
  });

  test('with sensitivity off there is no incident; other products go on', async () => {
    await world.begin([{ id: 'delta' }, { id: 'cup' }]);
    await setRule('off', 'delta');
    await world.write(crises('delta', 'cup'));
    await world.pass(noon, noon + HOUR);
    assert.deepEqual(
      (await world.incidents()).map(({ product }) => product),
      ['cup'],
    );
    assert.equal((await world.state('delta'))?.life, null);
  });

  test('switched off while an incident is open, it is closed without a word', async () => {
    await world.begin([{ id: 'delta' }]);
    await world.write(crises('delta'));
    await world.pass(noon, at + MINUTE);
    assert.deepEqual(await world.told(), ['team opened']);
    await setRule('off');
    await world.evaluate(at + MINUTE);
    const [incident] = await world.incidents();
    assert.deepEqual([incident?.status, incident?.resolvedAt], ['resolved', at + MINUTE]);
    await world.pass(at + 2 * MINUTE, noon + 6 * HOUR);
    assert.deepEqual(await world.told(), ['team opened']);
    assert.deepEqual(
      [(await world.state('delta'))?.life, (await world.state('delta'))?.incident],
      [null, null],
    );
  });

  test('the stricter the later, or not at all; each incident says at which setting it was found', async () => {
    const settings = ['sensitive', 'balanced', 'strict'] as const;
    await world.begin([...settings, 'strict-little', 'sensitive-little'].map((id) => ({ id })));
    for (const setting of settings) await setRule(setting, setting);
    await setRule('strict', 'strict-little');
    await setRule('sensitive', 'sensitive-little');
    await world.write(settings.flatMap((product) => crises(product)));
    const little = (product: string) => [
      ...usual(product, noon - 6 * HOUR, noon),
      ...posts({ product, from: noon, to: noon + HOUR, count: 16, negative: 9 }),
      ...usual(product, noon + HOUR, noon + 6 * HOUR),
    ];
    await world.write([...little('strict-little'), ...little('sensitive-little')]);
    await world.pass(noon, noon + 90 * MINUTE, {}, MINUTE);
    const incidents = await world.incidents();
    const opened = new Map(incidents.map(({ product, openedAt }) => [product, openedAt]));
    const [sensitive, balanced, strict] = settings.map((setting) => opened.get(setting));
    assert.ok(
      sensitive && balanced && strict && sensitive < strict && sensitive <= balanced && balanced <= strict,
    );
    assert.deepEqual([opened.has('sensitive-little'), opened.has('strict-little')], [true, false]);
    for (const { product, sensitivity } of incidents)
      assert.equal(sensitivity, product === 'sensitive-little' ? 'sensitive' : product);
  });
});
