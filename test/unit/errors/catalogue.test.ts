import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue } from '#shared/errors/catalogue.ts';
import { messageOf, TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { errorLine } from '#shared/lifecycle/report-error.ts';

for (const [code, { meaning, remedy }] of Object.entries(catalogue)) {
  test(`${code} says in sentences what it means and what to do`, () => {
    assert.match(code, /^[A-Z]+(_[A-Z0-9]+)+$/u);
    for (const text of [meaning, remedy]) assert.match(text, /^\S.*\.$/u);
  });
}

test('an error knows by its code whether trying again can help', () => {
  assert.ok(new TonewatchError('KAFKA_UNREACHABLE', 'x').transient);
  assert.ok(!new TonewatchError('AVRO_MALFORMED', 'x').transient);
});

test('messages are one line, whatever was thrown', () => {
  assert.equal(messageOf(new Error('one\n  two\n')), 'one two');
  assert.equal(messageOf('text'), 'text');
  assert.equal(messageOf(undefined), 'undefined');
});

test('on the terminal an error has its code, message and remedy on one line', () => {
  assert.equal(
    errorLine(new TonewatchError('QUERY_SYNTAX', 'expected a word at character 7')),
    'tonewatch: QUERY_SYNTAX: expected a word at character 7 — ' + catalogue.QUERY_SYNTAX.remedy,
  );
  assert.match(errorLine(new RangeError('a\nb')), /^tonewatch: a b — this is a bug/u);
});
