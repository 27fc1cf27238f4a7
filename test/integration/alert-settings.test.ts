import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { upsertProducts } from '#shared/database/products.ts';
import { addChannel, removeChannel, setChannel } from '../../services/alert/settings/change-channels.ts';
import { addMute, endMute } from '../../services/alert/settings/change-mutes.ts';
import { excludedStretches } from '../../services/alert/settings/excluded-stretches.ts';
import { loadOutbox } from '../../services/alert/settings/outbox.ts';
import { outboxTable } from '../../services/alert/settings/outbox-table.ts';
import { plain } from '../../services/alert/settings/output.ts';
import { loadRules, ruleOf } from '../../services/alert/settings/sensitivity-rules.ts';
import { removeRule, setRule } from '../../services/alert/settings/set-rule.ts';
import { loadChannels } from '../../services/alert/settings/stored-channels.ts';
import { loadMutes } from '../../services/alert/settings/stored-mutes.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';
import { openedAt, storeIncident, storeNotification } from '../unit/alert-feedback/alert-rows.ts';

const HOUR = 3_600_000;
const longAgo = Date.UTC(2026, 0, 1);

describe('alert settings in PostgreSQL', () => {
  let database: TestPostgres;
  before(async () => {
    database = await startPostgres();
    await upsertProducts(database.pool, [
      { id: 'x1', name: 'X1', brand: 'Aero', query: 'x1', active: true },
      { id: 'x2', name: 'X2', brand: 'Aero', query: 'x2', active: true },
      { id: 'delta', name: 'Delta', brand: null, query: 'delta', active: true },
    ]);
  });
  after(() => database.stop());
  beforeEach(() =>
    database.pool.query(
      `truncate alert_rules, alert_channels, alert_mutes, incidents, feedback, notifications, alert_state;
       insert into alert_rules (sensitivity, activated_at) values ('balanced', '2026-01-01Z');
       insert into alert_state (product_id) values ('x1'), ('x2'), ('delta')`,
    ),
  );

  describe('rules', () => {
    const general = { product: null, brand: null };
    const aero = { product: null, brand: 'Aero' };
    const x1 = { product: 'x1', brand: null };
    const holding = async (id: string, brand: string | null) =>
      ruleOf(await loadRules(database.pool), { id, brand });

    test('the most specific one holds, and goes on from when alerts began', async () => {
      await setRule(database.pool, aero, 'strict');
      await setRule(database.pool, x1, 'sensitive');
      assert.deepEqual(await holding('x1', 'Aero'), { sensitivity: 'sensitive', activatedAt: longAgo });
      assert.deepEqual(await holding('x2', 'Aero'), { sensitivity: 'strict', activatedAt: longAgo });
      assert.deepEqual(await holding('delta', null), { sensitivity: 'balanced', activatedAt: longAgo });
      assert.equal(await removeRule(database.pool, x1), true);
      assert.equal((await holding('x1', 'Aero')).sensitivity, 'strict');
      assert.equal(await removeRule(database.pool, x1), false);
      assert.equal(await removeRule(database.pool, general), false, 'the rule for all stays');
    });

    test('only after off does it begin anew: what was posted meanwhile raises nothing', async () => {
      const before = Date.now() - 5_000;
      await setRule(database.pool, aero, 'off');
      assert.deepEqual(await holding('x2', 'Aero'), { sensitivity: 'off', activatedAt: longAgo });
      await setRule(database.pool, x1, 'balanced');
      assert.ok((await holding('x1', 'Aero')).activatedAt > before, 'its brand was off');
      await setRule(database.pool, aero, 'balanced');
      const { activatedAt } = await holding('x2', 'Aero');
      assert.ok(activatedAt > before);
      await setRule(database.pool, aero, 'strict');
      assert.deepEqual(await holding('x2', 'Aero'), { sensitivity: 'strict', activatedAt });
      assert.equal((await holding('delta', null)).activatedAt, longAgo);
    });

    test('two that set the same rule at once leave one', async () => {
      await Promise.all([setRule(database.pool, x1, 'strict'), setRule(database.pool, x1, 'sensitive')]);
      const { rows } = await database.pool.query('select from alert_rules where product_id = $1', ['x1']);
      assert.equal(rows.length, 1);
    });
  });

  describe('channels', () => {
    const slack = { type: 'slack', to: 'env:SLACK_URL' };

    test('what was added is loaded as it was said, with what is usual for the rest', async () => {
      await addChannel(database.pool, 'crew', {
        ...slack,
        timeZone: 'Europe/Berlin',
        quiet: '22:00-07:30',
        dailyCap: '5',
        leastSeverity: 'serious',
        products: ['x1'],
        brands: ['Aero'],
      });
      await addChannel(database.pool, 'local', { type: 'terminal' });
      const usual = {
        target: '',
        secret: null,
        sender: null,
        allowPrivate: false,
        timeZone: 'UTC',
        quietFrom: null,
        quietUntil: null,
        dailyCap: 20,
        leastSeverity: 'warning',
        products: null,
        brands: null,
        enabled: true,
      };
      assert.deepEqual(await loadChannels(database.pool), [
        {
          ...usual,
          name: 'crew',
          type: 'slack',
          target: 'env:SLACK_URL',
          timeZone: 'Europe/Berlin',
          quietFrom: 1_320,
          quietUntil: 450,
          dailyCap: 5,
          leastSeverity: 'serious',
          products: ['x1'],
          brands: ['Aero'],
        },
        { ...usual, name: 'local', type: 'terminal' },
      ]);
    });

    test('a change leaves the rest as it is, also products that are gone by now', async () => {
      await addChannel(database.pool, 'crew', { ...slack, products: ['x1'], quiet: '22:00-07:00' });
      await database.pool.query(`update alert_channels set products = '{gone}'`);
      await setChannel(database.pool, 'crew', { enabled: false, quiet: null });
      const [crew] = await loadChannels(database.pool);
      assert.deepEqual(
        [crew?.target, crew?.products, crew?.enabled, crew?.quietFrom],
        ['env:SLACK_URL', ['gone'], false, null],
      );
    });

    test('what is wrong is refused at once, with the names that there are, and nothing is stored', async () => {
      const refused = addChannel(database.pool, 'crew', {
        ...slack,
        dailyCap: 'many',
        products: ['x3'],
        brands: ['Aero', 'Aeroo'],
      });
      await assert.rejects(refused, {
        code: 'ALERT_SETTING_INVALID',
        message:
          '--daily-cap: expected a whole number from 1 to 999999; ' +
          '--product: there is no product "x3"; there are delta, x1, x2; ' +
          '--brand: there is no brand "Aeroo"; there are Aero',
      });
      assert.deepEqual(await loadChannels(database.pool), []);
      await assert.rejects(setChannel(database.pool, 'crew', {}), /there is none yet/u);
    });

    test('a name is taken once', async () => {
      const both = await Promise.allSettled([
        addChannel(database.pool, 'crew', slack),
        addChannel(database.pool, 'crew', { type: 'terminal' }),
      ]);
      assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    });

    test('one that is removed takes with it what waits, and leaves what was sent', async () => {
      await addChannel(database.pool, 'ops', slack);
      const id = await storeIncident(database.pool);
      await storeNotification(database.pool, [id], { sentAt: new Date() });
      await storeNotification(database.pool, [id]);
      await storeNotification(database.pool, [id], { channel: 'other' });
      assert.equal(await removeChannel(database.pool, 'ops'), 1);
      const left = await loadOutbox(database.pool, { limit: 10 });
      assert.deepEqual(
        left.map(({ channel, sentAt }) => [channel, sentAt !== null]),
        [
          ['other', false],
          ['ops', true],
        ],
      );
      await assert.rejects(removeChannel(database.pool, 'ops'), { code: 'ALERT_SETTING_INVALID' });
    });
  });

  describe('mutes', () => {
    const now = Date.now();
    const mute = {
      product: 'x1',
      brand: null,
      startsAt: now - HOUR,
      endsAt: now + HOUR,
      campaign: false,
      reason: 'launch',
    };
    const versions = async () =>
      (
        await database.pool.query<{ v: string }>(
          `select product_id || ' ' || history_version as v from alert_state order by product_id`,
        )
      ).rows.map(({ v }) => v);

    test('those that are not over are loaded, with those that are yet to begin', async () => {
      const id = await addMute(database.pool, mute);
      await addMute(database.pool, { ...mute, endsAt: now - 1 });
      const later = await addMute(database.pool, { ...mute, startsAt: now + HOUR, endsAt: now + 2 * HOUR });
      assert.deepEqual(
        (await loadMutes(database.pool, now)).map((each) => each.id),
        [id, later],
      );
      assert.deepEqual((await loadMutes(database.pool, now))[0], { ...mute, id });
      await assert.rejects(addMute(database.pool, { ...mute, product: 'x3' }), /there are delta, x1, x2/u);
    });

    test('a campaign is left out of the baselines of its products: what was learnt is out of date', async () => {
      await addMute(database.pool, mute);
      assert.deepEqual(await versions(), ['delta 0', 'x1 0', 'x2 0']);
      const id = await addMute(database.pool, { ...mute, product: null, brand: 'Aero', campaign: true });
      assert.deepEqual(await versions(), ['delta 0', 'x1 1', 'x2 1']);
      assert.equal(await endMute(database.pool, id), 'ended');
      assert.deepEqual(await loadMutes(database.pool, now + 30 * 60_000), [{ ...mute, id: id - 1 }]);
      const stretches = await excludedStretches(database.pool, 'all', now - 2 * HOUR, now);
      assert.equal(stretches.get('x2')?.[0]?.from, now - HOUR, 'what was of it stays out');
      assert.equal(await endMute(database.pool, id), 'removed', 'one that is over is forgotten');
      assert.deepEqual(await excludedStretches(database.pool, 'all', now - 2 * HOUR, now), new Map());
      await assert.rejects(endMute(database.pool, id), { code: 'ALERT_SETTING_INVALID' });
    });
  });

  describe('what is left out of a baseline', () => {
    const opened = openedAt.getTime();
    const from = opened - HOUR;
    const to = opened + 48 * HOUR;

    test('are incidents that people confirmed, to their end, or for a day', async () => {
      const ids = [
        await storeIncident(database.pool, { product: 'x1', resolvedAt: new Date(opened + HOUR) }),
        await storeIncident(database.pool, { product: 'delta' }),
      ];
      await storeIncident(database.pool, { product: 'x1' });
      await database.pool.query('update incidents set confirmed = id = any($1::uuid[])', [ids]);
      assert.deepEqual(
        await excludedStretches(database.pool, 'all', from, to),
        new Map([
          ['x1', [{ from: opened - 60_000, to: opened + HOUR }]],
          ['delta', [{ from: opened - 60_000, to: opened + 24 * HOUR }]],
        ]),
      );
      assert.deepEqual([...(await excludedStretches(database.pool, ['delta'], from, to)).keys()], ['delta']);
    });

    test('is what overlaps the stretch that is asked for, by when it begins', async () => {
      const campaign = { brand: null, campaign: true, reason: '' };
      for (const [startsAt, endsAt] of [
        [opened + HOUR, opened + 2 * HOUR],
        [from - HOUR, from],
        [from - HOUR, from + 1],
        [to, to + 1],
      ] as const)
        await addMute(database.pool, { ...campaign, product: 'x1', startsAt, endsAt });
      assert.deepEqual((await excludedStretches(database.pool, ['x1'], from, to)).get('x1'), [
        { from: from - HOUR, to: from + 1 },
        { from: opened + HOUR, to: opened + 2 * HOUR },
      ]);
    });
  });

  test('the outbox says what was sent, what waits, and why', async () => {
    const id = await storeIncident(database.pool, { product: 'x1' });
    const other = await storeIncident(database.pool, { product: 'x2' });
    await storeNotification(database.pool, [id, other], { sentAt: new Date(Date.UTC(2026, 2, 1, 13)) });
    const at = new Date(Date.UTC(2026, 2, 1, 14));
    await storeNotification(database.pool, [id], { attempts: 2, lastError: 'it answered 503', dueAt: at });
    await storeNotification(database.pool, [id], { dueAt: at });
    await storeNotification(database.pool, [id], { claimedUntil: new Date(Date.now() + HOUR) });
    await storeNotification(database.pool, [id], { held: 'quiet hours' });
    await database.pool.query(`update notifications set created_at = '2026-03-01 13:00Z'`);
    const messages = await loadOutbox(database.pool, { limit: 10 });
    assert.equal(
      outboxTable(messages, 100, plain),
      `CREATED (UTC)     CHANNEL  EVENT   SEVERITY  PRODUCTS  STATE
2026-03-01 13:00  ops      opened  serious   x1        held: quiet hours
2026-03-01 13:00  ops      opened  serious   x1        being sent
2026-03-01 13:00  ops      opened  serious   x1        waits, due 14:00
2026-03-01 13:00  ops      opened  serious   x1        failed 2×, again 14:00
  it answered 503
2026-03-01 13:00  ops      opened  serious   x1 +1     sent 13:00

3 of these 5 wait to be sent.
`,
    );
    assert.equal((await loadOutbox(database.pool, { limit: 10, incident: other })).length, 1);
  });
});
