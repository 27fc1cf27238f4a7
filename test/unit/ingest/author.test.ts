import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { configSchema, type Config } from '#shared/config/schema.ts';
import { authorRule, hashedAuthor } from '../../../services/ingest/author.ts';

const folder = mkdtempSync(join(tmpdir(), 'tonewatch-author-'));
after(() => rmSync(folder, { recursive: true }));
const config = (ingest: object, dataDir = folder): Config => configSchema.parse({ dataDir, ingest });

test('the same handle has the same hash, in any case; another key gives another', () => {
  const hash = hashedAuthor('one key of the tests');
  assert.equal(hash('Jane'), hash('jane'));
  assert.notEqual(hash('jane'), hash('june'));
  assert.notEqual(hash('jane'), hashedAuthor('another key of tests')('jane'));
});

test('a hash that was forgotten is made again', () => {
  const hash = hashedAuthor('one key of the tests');
  const first = hash('jane');
  for (let index = 0; index < 60_000; index += 1) hash(`user${index}`);
  assert.equal(hash('jane'), first);
});

test('handles are kept or dropped where the configuration says so', async () => {
  assert.equal((await authorRule(config({ authors: 'plain' })))('Jane'), 'Jane');
  assert.equal((await authorRule(config({ authors: 'drop' })))('Jane'), null);
});

test('without a key one is made, once, that only its owner may read', async () => {
  const dataDir = join(folder, 'new', 'deeper');
  const rules = await Promise.all([1, 2, 3].map(() => authorRule(config({}, dataDir))));
  const later = await authorRule(config({}, dataDir));
  assert.equal(new Set([...rules, later].map((rule) => rule('jane'))).size, 1);
  const path = join(dataDir, 'author.key');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.match(readFileSync(path, 'utf8'), /^[0-9a-f]{64}\n$/u);
});

test('a key file that lost its key is refused, not replaced', async () => {
  writeFileSync(join(folder, 'author.key'), '');
  await assert.rejects(authorRule(config({})), { code: 'CONFIG_INVALID' });
});
