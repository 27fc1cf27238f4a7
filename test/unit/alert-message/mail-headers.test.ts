import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mailAddresses } from '../../../services/alert/channels/mail-addresses.ts';
import { threadHeaders } from '../../../services/alert/channels/mail-headers.ts';
import { channelSettings } from './channel-settings.ts';
import { alert, digest } from './example-facts.ts';

describe('the thread of a mail', () => {
  const headers = (key: string, event: 'opened' | 'resolved') =>
    threadHeaders(key, alert(event), 'alerts@example.com');

  test('is the same for all messages about an incident; each has an id by its key', () => {
    const [opened, again, resolved] = [
      headers('a', 'opened'),
      headers('a', 'opened'),
      headers('b', 'resolved'),
    ];
    assert.deepEqual(opened, again);
    assert.notEqual(opened.messageId, resolved.messageId);
    assert.equal(opened.references, resolved.references);
    assert.equal(resolved.inReplyTo, resolved.references);
    assert.match(opened.messageId, /^<[0-9a-f]{32}@example\.com>$/u);
  });

  test('is none for a digest', () => {
    assert.deepEqual(Object.keys(threadHeaders('a', digest({}), 'alerts@example.com')), ['messageId']);
  });
});

describe('the addresses of a mail', () => {
  const of = (target: string, sender: string | null = 'Tonewatch <alerts@example.com>') =>
    mailAddresses(channelSettings({ type: 'email', target, sender }));

  test('may have names with commas in them', () => {
    assert.deepEqual(of('"Doe, Jane" <jane@example.com>, joe@example.com,joe@example.com'), {
      from: 'alerts@example.com',
      to: ['jane@example.com', 'joe@example.com'],
    });
  });

  test('are refused when they are none, or could begin a header', () => {
    const refused = { code: 'NOTIFICATION_REFUSED' };
    for (const target of ['', 'jane', 'jane@example.com, joe', 'jane@example.com\r\nBcc: all@example.com'])
      assert.throws(() => of(target), refused, target);
    for (const sender of [null, '', 'a@example.com, b@example.com', 'a@example.com\nX: y'])
      assert.throws(() => of('jane@example.com', sender), refused);
  });
});
