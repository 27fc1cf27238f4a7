import assert from 'node:assert/strict';
import { test } from 'node:test';
import { databaseError } from '#shared/database/errors.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

const withCode = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`about ${code}`), { code, ...more });

const expected: [string, Error, string, boolean][] = [
  ['a deadlock', withCode('40P01'), 'DATABASE_CONFLICT', true],
  ['a serialisation failure', withCode('40001'), 'DATABASE_CONFLICT', true],
  ['a lock that was not to be had in time', withCode('55P03'), 'DATABASE_CONFLICT', true],
  ['a refused connection', withCode('ECONNREFUSED'), 'DATABASE_UNREACHABLE', true],
  ['a lost connection', new Error('Connection terminated unexpectedly'), 'DATABASE_UNREACHABLE', true],
  ['a server that shuts down', withCode('57P01'), 'DATABASE_UNREACHABLE', true],
  ['a wrong password', withCode('28P01'), 'DATABASE_UNREACHABLE', true],
  ['a character that is not allowed', withCode('22021'), 'DATABASE_REJECTED', false],
  ['a violated constraint', withCode('23514', { constraint: 'scored_or_not' }), 'DATABASE_REJECTED', false],
  ['an id too long for an index', withCode('54000'), 'DATABASE_REJECTED', false],
  ['a month without partition', withCode('23514'), 'DATABASE_FAILED', true],
  ['a table that is not there', withCode('42P01'), 'DATABASE_FAILED', true],
  ['a full disk', withCode('53100'), 'DATABASE_FAILED', true],
];

for (const [what, error, code, transient] of expected) {
  test(`${what} is ${code}`, () => {
    const mapped = databaseError(error);
    assert.equal(mapped.code, code);
    assert.equal(mapped.transient, transient);
    assert.equal(mapped.message, error.message);
    assert.equal(mapped.cause, error);
  });
}

test('several addresses tried in vain: the error says why', () => {
  const mapped = databaseError(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]));
  assert.equal(mapped.code, 'DATABASE_UNREACHABLE');
  assert.equal(mapped.message, 'ECONNREFUSED');
});

test('an error of the catalogue stays what it is', () => {
  const error = new TonewatchError('CONFIG_INVALID', 'x');
  assert.equal(databaseError(error), error);
});
