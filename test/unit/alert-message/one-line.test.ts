import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressOf, linkTo } from '../../../services/alert/message/link.ts';
import { oneLine } from '../../../services/alert/message/one-line.ts';

describe('somebody else’s text', () => {
  test('becomes one line', () => {
    assert.equal(oneLine(' Too hot.\r\n\n\tIs there\u2028a recall? ', 100), 'Too hot. Is there a recall?');
  });

  test('loses what changes how other characters are shown, or hides', () => {
    assert.equal(
      oneLine('pay\u202etxt.exe\u2066\u2069 \u200bnow\u001b[31m\u0007\u{e0041}\ufeff', 100),
      'paytxt.exe now[31m',
    );
    assert.equal(oneLine(`Z${'\u0334'.repeat(50)}algo`, 100), `Z${'\u0334'.repeat(4)}algo`);
    assert.equal(oneLine('half \ud83d a face', 100), 'half a face');
  });

  test('keeps emoji and the joiners that scripts need', () => {
    for (const text of ['👩‍👩‍👧 ❤️ 🇩🇪', 'می‌خواهم', 'naïve café', 'שלום']) assert.equal(oneLine(text, 100), text);
  });

  test('is cut between words, or between letters where a word is long', () => {
    assert.equal(oneLine('one two three four five', 20), 'one two three four…');
    assert.equal(oneLine('x'.repeat(10_000), 10), `${'x'.repeat(9)}…`);
    assert.equal(oneLine(`1234567👩‍👩‍👧${'x'.repeat(20)}`, 10), '1234567…');
  });
});

describe('a link', () => {
  test('is an address only when it begins with http(s), and then in its normal form', () => {
    assert.equal(addressOf('HTTPS://Social.Example/a b'), 'https://social.example/a%20b');
    assert.equal(addressOf('https://аpple.example/'), 'https://xn--pple-43d.example/');
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'tonewatch alerts',
      '',
      null,
    ])
      assert.equal(addressOf(text), null);
  });

  test('is a command when it is no address', () => {
    assert.deepEqual(linkTo('Mute', 'tonewatch alerts mute 1\n'), {
      label: 'Mute',
      to: 'tonewatch alerts mute 1',
      isAddress: false,
    });
    assert.equal(linkTo('Mute', ' '), null);
  });
});
