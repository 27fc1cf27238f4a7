import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '#shared/config/load.ts';
import { runService } from '#shared/lifecycle/run-service.ts';
import type { Service } from '#shared/service/service-run.ts';

const service = (usesDatabase: boolean): Service => ({
  name: 'sink',
  usesDatabase,
  start: () => assert.fail('started'),
  figures: () => ({}),
});

test('a service by itself is refused without Kafka and a database, both named at once', async () => {
  await assert.rejects(runService(service(true), loadConfig({ env: {} })), {
    code: 'CONFIG_INVALID',
    message: /--kafka HOST:PORT.*--database URL/u,
  });
});

test('a service that uses no database is not asked for one', async () => {
  await assert.rejects(runService(service(false), loadConfig({ env: {} })), {
    code: 'CONFIG_INVALID',
    message: /^((?!--database).)*--kafka HOST:PORT((?!--database).)*$/u,
  });
});
