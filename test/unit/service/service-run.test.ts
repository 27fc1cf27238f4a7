import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { loadConfig } from '#shared/config/load.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { startService, type RunningService } from '#shared/service/service-run.ts';
import { openedStage, type StageService } from '#shared/service/service.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { createTelemetry } from '#shared/telemetry/telemetry.ts';
import { bench, shouting, transient, until, type Bench } from './running.ts';

/** A service that reads `posts`; opened anew after outdate(), unless an error is to be thrown then. */
function renewable(): StageService & {
  outdate(): void;
  readonly failures: Error[];
  opened: number;
  closed: number;
} {
  let outdated = new AbortController();
  return {
    name: 'clean',
    usesDatabase: false,
    failures: [],
    opened: 0,
    closed: 0,
    outdate: () => outdated.abort(),
    open() {
      const failure = this.opened > 0 ? this.failures.shift() : undefined;
      if (failure) return Promise.reject(failure);
      outdated = new AbortController();
      this.opened += 1;
      const close = (): Promise<void> => {
        this.closed += 1;
        return Promise.resolve();
      };
      return Promise.resolve(openedStage(shouting(), close, outdated.signal));
    },
  };
}

function start(t: TestContext, service: StageService, { stream }: Bench, retryMs = 1): RunningService {
  const retry = { initialMs: retryMs, maxMs: retryMs };
  const running = startService(service, {
    config: loadConfig({ env: {}, overrides: { retry } }),
    stream,
    database: () => assert.fail('no database here'),
    telemetry: createTelemetry(createLog('silent')),
    signal: new AbortController().signal,
  });
  t.after(() => running.stop());
  return running;
}

describe('a running service', () => {
  test('that is outdated is opened anew and goes on where it was', async (t) => {
    const on = await bench(t);
    const service = renewable();
    const running = start(t, service, on);
    await on.send('posts', 'a');
    assert.deepEqual(await on.read('cleaned', 1), ['A']);
    service.outdate();
    await on.send('posts', 'b');
    assert.deepEqual(await on.read('cleaned', 2), ['A', 'B']);
    assert.equal(service.opened, 2);
    await running.stop();
    assert.equal(service.closed, 2);
    assert.equal(await on.uncommitted(), 0);
  });

  test('opens anew later when it cannot for a passing reason', async (t) => {
    const on = await bench(t);
    const service = renewable();
    service.failures.push(transient(), transient(), transient());
    start(t, service, on);
    await until(() => service.opened === 1, 'it was opened');
    service.outdate();
    await on.send('posts', 'a');
    assert.deepEqual(await on.read('cleaned', 1), ['A']);
    assert.equal(service.failures.length, 0);
  });

  test('ends when it can never be opened anew', async (t) => {
    const service = renewable();
    service.failures.push(new TonewatchError('CONFIG_INVALID', 'no such thing'));
    const running = start(t, service, await bench(t));
    await running.opened;
    service.outdate();
    await assert.rejects(running.done, { code: 'CONFIG_INVALID' });
  });

  test('stops at once while it waits to be opened anew', async (t) => {
    const service = renewable();
    service.failures.push(transient(), transient());
    const running = start(t, service, await bench(t), 60_000);
    await running.opened;
    service.outdate();
    await until(() => service.failures.length === 1, 'it has failed once');
    await running.stop();
    await running.done;
  });
});
