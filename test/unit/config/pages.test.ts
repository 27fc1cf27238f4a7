import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { configurationPage } from '#shared/config/configuration-page.ts';
import { errorsPage } from '#shared/errors/errors-page.ts';

const pages = { 'configuration.md': configurationPage, 'errors.md': errorsPage };

for (const [name, page] of Object.entries(pages)) {
  test(`docs/${name} is up to date`, () => {
    const kept = readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
    assert.ok(kept === page(), `docs/${name} is out of date: npm run docs`);
  });
}
