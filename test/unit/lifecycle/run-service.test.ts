import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '#shared/config/load.ts';
import { runService } from '#shared/lifecycle/run-service.ts';
import type { StageService } from '#shared/service/service.ts';

test('a service by itself is refused without Kafka and a database, both named at once', async () => {
  const service: StageService = { name: 'clean', open: () => assert.fail('opened') };
  await assert.rejects(runService(service, loadConfig({ env: {} })), {
    code: 'CONFIG_INVALID',
    message: /--kafka HOST:PORT.*--database URL/u,
  });
});
