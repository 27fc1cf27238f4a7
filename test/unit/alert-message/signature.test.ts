import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { headerKey, signatureOf, signingKey } from '../../../services/alert/channels/signature.ts';

describe('the signature of a webhook', () => {
  test('is that of the published example', () => {
    // `sign function works` in the test suites of standard-webhooks/standard-webhooks, in every language.
    const key = signingKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    assert.equal(
      signatureOf(key!, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}'),
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  test('needs a secret of 24 to 64 bytes in base64, whose prefix may be left out', () => {
    const secret = (bytes: number): string => Buffer.alloc(bytes, 7).toString('base64');
    for (const bytes of [24, 32, 64]) assert.equal(signingKey(`whsec_${secret(bytes)}`)?.length, bytes);
    assert.equal(signingKey(secret(32))?.length, 32);
    for (const bad of ['', 'whsec_', 'correct horse battery staple', secret(23), secret(65)])
      assert.equal(signingKey(bad), null, bad);
  });

  test('is over a key without a full stop, which would end it early', () => {
    assert.equal(headerKey('incident-7:opened:crew'), 'incident-7:opened:crew');
    for (const key of ['a.b', 'line\r\nbreak', 'x'.repeat(201), ''])
      assert.match(headerKey(key), /^[0-9a-f]{64}$/u);
    assert.notEqual(headerKey('a.b'), headerKey('a.c'));
  });
});
