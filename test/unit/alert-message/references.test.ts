import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { resolveReference, resolveSecret } from '../../../services/alert/channels/reference.ts';
import { smtpServer } from '../../../services/alert/channels/smtp-server.ts';

describe('a reference to a secret', () => {
  test('is to an environment variable or a file; blanks around the value are no part of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tonewatch-secret-'));
    try {
      await writeFile(join(folder, 'hook'), 's3cret\n');
      assert.equal(await resolveReference(`file:${join(folder, 'hook')}`, {}), 's3cret');
      assert.equal(await resolveReference('env:HOOK', { HOOK: 's3cret ' }), 's3cret');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('is refused when it leads to nothing, and then named', async () => {
    const refused = (message: RegExp) => ({ code: 'NOTIFICATION_REFUSED', message });
    await assert.rejects(resolveReference('env:HOOK', {}), refused(/variable HOOK is missing/u));
    await assert.rejects(resolveReference('env:HOOK', { HOOK: ' ' }), refused(/HOOK is empty/u));
    await assert.rejects(resolveReference('file:/no/such/file', {}), refused(/\/no\/such\/file is missing/u));
  });

  test('is needed: a secret itself is refused, and not repeated', async () => {
    await assert.rejects(resolveSecret('s3cret', {}), {
      code: 'NOTIFICATION_REFUSED',
      message: /^(?!.*s3cret)/u,
    });
  });
});

describe('the address of an SMTP server', () => {
  test('has usual ports, and credentials that may be percent-encoded', () => {
    assert.deepEqual(smtpServer('smtp://relay', 'env:SMTP'), { host: 'relay', port: 25, secure: false });
    assert.deepEqual(smtpServer('smtps://a%40b.example:p%2Fw@mail.example', 'env:SMTP'), {
      host: 'mail.example',
      port: 465,
      secure: true,
      auth: { user: 'a@b.example', pass: 'p/w' },
    });
    assert.equal(smtpServer('smtp://u:p@mail.example', 'env:SMTP').port, 587);
    assert.deepEqual(smtpServer('smtp://[::1]:2525', 'env:SMTP'), { host: '::1', port: 2525, secure: false });
  });

  test('is refused by the name of its reference', () => {
    for (const bad of ['mail.example', 'http://mail.example', 'smtp://', 'smtp://u:s3cret%zz@mail.example'])
      assert.throws(() => smtpServer(bad, 'env:SMTP'), {
        code: 'NOTIFICATION_REFUSED',
        message: /^env:SMTP (?!.*s3cret)/u,
      });
  });
});
