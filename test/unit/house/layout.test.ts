import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../../..');
const sources = ['services', 'shared'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file)),
);

test('no room is over 300 lines, and the median is near 100', () => {
  const lines = sources.map((file) => ({
    file,
    count: readFileSync(join(root, file), 'utf8').split('\n').length,
  }));
  assert.deepEqual(
    lines.filter(({ count }) => count > 300),
    [],
  );
  const median = lines.map(({ count }) => count).sort((a, b) => a - b)[lines.length >> 1];
  assert.ok(median !== undefined && median <= 120, `median ${median}`);
});

test('a file is named for the one thing in it', () => {
  const vague = /(^|[/-])(utils?|helpers?|common|manager|misc)([/.-]|$)/u;
  assert.deepEqual(
    sources.filter((file) => vague.test(file)),
    [],
  );
});

test('a service imports from shared/ and its own folder only', () => {
  const crossing = sources
    .filter((file) => /^services\/[^/]+\//u.test(file))
    .flatMap((file) => {
      const service = file.split('/').slice(0, 2).join('/');
      const text = readFileSync(join(root, file), 'utf8');
      return [...text.matchAll(/(?:from|import\()\s*['"](\.[^'"]+)['"]/gu)]
        .map(([, target]) => join(file, '..', target ?? ''))
        .filter((target) => !target.startsWith(`${service}/`))
        .map((target) => `${file} → ${target}`);
    });
  assert.deepEqual(crossing, []);
});

test('shared/ knows no service', () => {
  const knowing = sources.filter(
    (file) =>
      file.startsWith('shared/') && /['"][^'"]*\/services\//u.test(readFileSync(join(root, file), 'utf8')),
  );
  assert.deepEqual(knowing, []);
});
