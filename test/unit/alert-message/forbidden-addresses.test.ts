import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { describe, test } from 'node:test';
import { isForbidden } from '../../../services/alert/channels/forbidden-addresses.ts';
import { guardedLookup } from '../../../services/alert/channels/guarded-lookup.ts';
import { targetUrl } from '../../../services/alert/channels/target-url.ts';
import { channelSettings } from './channel-settings.ts';

const forbidden = {
  'this network': ['0.0.0.0', '0.1.2.3'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  unspecified: ['::'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd00:ec2::254'],
  'link-local': ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'febf::1'],
  'carrier-grade NAT': ['100.64.0.1', '100.100.100.200', '100.127.255.255'],
  'a cloud’s host': ['168.63.129.16', '192.0.0.192'],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  benchmarks: ['198.18.0.1', '198.19.255.255'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  'reserved and broadcast': ['240.0.0.1', '255.255.255.255'],
  'IPv4 in disguise': [
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
  ],
  '6to4 and its relays': ['2002:7f00:1::', '192.88.99.1'],
  Teredo: ['2001:0:4136:e378::1'],
  'site-local, deprecated': ['fec0::1'],
  'no address': ['', 'localhost', '127.1', '1.2.3'],
};

const allowed = [
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '2606:4700::1111',
];

describe('addresses that no message goes to', () => {
  for (const [what, addresses] of Object.entries(forbidden)) {
    test(`${what}: ${addresses.join(', ')}`, () => {
      for (const address of addresses) assert.ok(isForbidden(address), address);
    });
  }

  test('are not those of the public internet', () => {
    for (const address of allowed) assert.ok(!isForbidden(address), address);
  });
});

describe('the address of a channel', () => {
  const open = (target: string, allowPrivate = false) =>
    targetUrl(channelSettings({ target, allowPrivate }), {});
  const isRefused = (message: RegExp) => ({ code: 'NOTIFICATION_REFUSED', message });

  test('is refused in every spelling of a private number', async () => {
    const spellings = [
      'http://127.0.0.1/',
      'http://127.1/',
      'http://0x7f.1/',
      'http://2130706433/',
      'http://0177.0.0.1/',
      'http://127.0.0.1./',
      'http://%31%32%37.0.0.1/',
      'http://１２７.0.0.1/',
      'http://0/',
      'http://[::1]/',
      'http://[::ffff:7f00:1]/',
      'http://[0:0:0:0:0:ffff:169.254.169.254]/',
      'https://[64:ff9b::10.0.0.1]/',
    ];
    for (const spelling of spellings)
      await assert.rejects(open(spelling), isRefused(/private or reserved/u), spelling);
    assert.equal((await open('http://127.1:8080/x', true)).host, '127.0.0.1:8080');
  });

  test('is refused with credentials, or when it is no http(s); errors do not show it', async () => {
    await assert.rejects(
      open('https://user:hunter2@example.com/'),
      isRefused(/^(?!.*hunter2).*user or password/u),
    );
    for (const bad of ['ftp://example.com/s3cret', 'file:/nowhere', 'gopher://example.com/s3cret', 's3cret'])
      await assert.rejects(open(bad), isRefused(/^(?!.*s3cret)/u));
  });
});

describe('looking up a host', () => {
  const resolves = (...addresses: LookupAddress[]): LookupFunction =>
    guardedLookup((_host, _options, callback) => callback(null, addresses));
  const answer = (lookup: LookupFunction, all: boolean): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lookup('hooks.example', { all }, (error, address) => (error ? reject(error) : resolve(address)));
    });
  const [inside, outside] = [
    { address: '10.0.0.1', family: 4 },
    { address: '1.1.1.1', family: 4 },
  ];

  test('gives public addresses only', async () => {
    assert.deepEqual(await answer(resolves(inside, outside), true), [outside]);
    assert.equal(await answer(resolves(inside, outside), false), '1.1.1.1');
  });

  test('is refused when there is none', async () => {
    for (const all of [true, false])
      await assert.rejects(answer(resolves(inside), all), {
        code: 'NOTIFICATION_REFUSED',
        message: /^hooks\.example /,
      });
  });

  test('fails as the resolver fails', async () => {
    const missing = Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    const lookup = guardedLookup((_host, _options, callback) => callback(missing, []));
    await assert.rejects(answer(lookup, true), { code: 'ENOTFOUND' });
  });
});
