import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { channelFrom, type ChannelForm } from '../../../services/alert/settings/channel-form.ts';
import { channelJson, shownTarget } from '../../../services/alert/settings/shown-channel.ts';
import { wants, type StoredChannel } from '../../../services/alert/settings/stored-channels.ts';

const form = (given: Partial<ChannelForm>): ChannelForm => ({
  name: 'crew',
  type: 'webhook',
  to: 'https://example.com/hook/s3cret',
  secret: null,
  sender: null,
  allowPrivate: false,
  timeZone: 'UTC',
  quiet: null,
  dailyCap: '20',
  leastSeverity: 'warning',
  products: null,
  brands: null,
  enabled: true,
  ...given,
});

function channelOf(given: Partial<ChannelForm>): StoredChannel {
  const read = channelFrom(form(given));
  if ('channel' in read) return read.channel;
  throw new Error(read.problems.join('; '));
}

/** The options that are wrong. */
function wrong(given: Partial<ChannelForm>): (string | undefined)[] {
  const read = channelFrom(form(given));
  return 'problems' in read ? read.problems.map((problem) => problem.split(':')[0]).sort() : [];
}

describe('a channel that is typed', () => {
  test('is what was typed', () => {
    const { target, quietFrom, quietUntil, dailyCap, timeZone } = channelOf({
      quiet: '22:00-07:00',
      dailyCap: '5',
      timeZone: 'Europe/Berlin',
      secret: 'env:HOOK_SECRET',
    });
    assert.deepEqual(
      { target, quietFrom, quietUntil, dailyCap, timeZone },
      {
        target: 'https://example.com/hook/s3cret',
        quietFrom: 1_320,
        quietUntil: 420,
        dailyCap: 5,
        timeZone: 'Europe/Berlin',
      },
    );
  });

  test('may be of each type', () => {
    channelOf({ type: 'slack', to: 'env:SLACK_URL' });
    channelOf({ type: 'teams', to: 'file:/run/secrets/teams' });
    channelOf({
      type: 'email',
      to: 'a@example.com, B <b@example.com>',
      sender: 'Tonewatch <t@example.com>',
      secret: 'env:SMTP',
    });
    assert.equal(channelOf({ type: 'terminal', to: null }).target, '');
  });

  test('is refused with everything that is wrong at once, each by the name of its option', () => {
    assert.deepEqual(
      wrong({
        name: 'a b',
        to: 'ftp://example.com',
        secret: 'hunter2',
        sender: 'x',
        timeZone: 'Mars',
        quiet: '22-7',
        dailyCap: '0',
        leastSeverity: 'bad',
      }),
      ['--daily-cap', '--least-severity', '--quiet', '--secret', '--sender', '--time-zone', '--to', 'NAME'],
    );
    assert.deepEqual(wrong({ type: null, timeZone: 'Mars' }), ['--time-zone', '--type']);
    assert.deepEqual(wrong({ type: 'email', to: 'nobody' }), ['--secret', '--sender', '--to']);
    assert.deepEqual(wrong({ type: 'terminal', secret: 'env:A' }), ['--secret', '--to']);
    assert.deepEqual(wrong({ type: 'slack', secret: 'env:A' }), ['--secret']);
    assert.deepEqual(wrong({ type: 'email', allowPrivate: true, to: 'a@b.c' }), [
      '--allow-private',
      '--secret',
      '--sender',
    ]);
  });

  test('never holds a literal secret, nor is one repeated by what is said of it', () => {
    for (const type of ['webhook', 'email', 'slack', 'teams', 'terminal', 'carrier pigeon'])
      fc.assert(
        fc.property(fc.string({ minLength: 8, unit: fc.constantFrom('ü', '7', '§', 'Q') }), (secret) => {
          const read = channelFrom(form({ type, secret }));
          if (type !== 'carrier pigeon') assert.ok('problems' in read);
          assert.ok(!JSON.stringify(read).includes(secret));
        }),
      );
  });

  test('never repeats an address that is wrong: it may be a secret', () => {
    const to = 'https://user:hunter2@example.com/s3cret';
    const read = channelFrom(form({ to }));
    assert.ok('problems' in read);
    assert.doesNotMatch(read.problems.join(), /hunter2|s3cret/u);
  });

  test('reaches an address that is not public only when that is said', () => {
    for (const to of ['http://127.0.0.1:9/x', 'http://[::1]/x', 'http://0x7f.1/x', 'https://169.254.169.254'])
      assert.deepEqual(wrong({ to }), ['--to'], to);
    channelOf({ to: 'http://127.0.0.1:9/x', allowPrivate: true });
  });
});

describe('a channel that is shown', () => {
  test('names the host of an address that may be a secret, and nothing else of it', () => {
    for (const type of ['webhook', 'slack', 'teams']) {
      const channel = channelOf({ type, to: 'https://hooks.example.com:8443/T0/s3cret?key=s3cret' });
      assert.equal(shownTarget(channel), 'hooks.example.com:8443/…');
      assert.doesNotMatch(JSON.stringify(channelJson(channel)), /s3cret/u);
    }
  });

  test('names references, recipients and the terminal as they are', () => {
    assert.equal(shownTarget(channelOf({ to: 'env:HOOK' })), 'env:HOOK');
    const mail = { type: 'email', to: 'a@example.com', sender: 'b@example.com', secret: 'env:SMTP' };
    assert.equal(shownTarget(channelOf(mail)), 'a@example.com');
    assert.equal(shownTarget(channelOf({ type: 'terminal', to: null })), 'stderr');
  });
});

describe('a channel wants to hear', () => {
  const offer = { product: 'x1', brand: 'Aero', severity: 'serious' } as const;

  test('of all products, when nothing narrows it', () => {
    assert.ok(wants(channelOf({}), offer));
    assert.ok(wants(channelOf({}), { ...offer, brand: null }));
  });

  test('of the products and the brands that it names alone', () => {
    assert.ok(wants(channelOf({ products: ['x1'] }), offer));
    assert.ok(wants(channelOf({ brands: ['Aero'] }), offer));
    assert.ok(wants(channelOf({ brands: ['Aero'], products: ['y'] }), offer));
    assert.ok(!wants(channelOf({ products: ['x2'] }), offer));
    assert.ok(!wants(channelOf({ brands: ['Delta'] }), { ...offer, brand: null }));
    assert.ok(!wants(channelOf({ products: [] }), offer));
  });

  test('from the least severity on', () => {
    assert.ok(wants(channelOf({ leastSeverity: 'serious' }), offer));
    assert.ok(!wants(channelOf({ leastSeverity: 'critical' }), offer));
  });

  test('of nothing when it is switched off', () => {
    assert.ok(!wants(channelOf({ enabled: false }), offer));
  });
});
