import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { messageJsonSchema } from '../../../services/alert/message/json-schema.ts';

test('schemas/alert-message.json is up to date', () => {
  const kept = readFileSync(new URL('../../../schemas/alert-message.json', import.meta.url), 'utf8');
  assert.deepEqual(
    JSON.parse(kept),
    JSON.parse(JSON.stringify(messageJsonSchema())),
    'schemas/alert-message.json is out of date: npm run docs',
  );
});
