import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConsumerOptions } from '#shared/stream/port.ts';
import { bench, gate, shout, shouting, transient, until } from './running.ts';

describe('stopping a stage', () => {
  test('while a batch waits to be tried again is immediate, and leaves the batch to the next start', async (t) => {
    const retry = { initialMs: 60_000, maxMs: 60_000, limitMs: 600_000 };
    const { start, send, read, counters, uncommitted } = await bench(t, { retry });
    await send('posts', 'a');
    const stage = start(
      shouting(() => {
        throw transient();
      }),
    );
    await until(() => counters.retries > 0, 'it had failed once');
    const before = performance.now();
    await stage.stop();
    assert.ok(performance.now() - before < 1_000);
    await stage.done;
    assert.equal(await uncommitted(), 1);
    start(shouting());
    assert.deepEqual(await read('cleaned', 1), ['A']);
  });

  test('finishes the batch at hand, and commits it', async (t) => {
    const { start, send, read, uncommitted } = await bench(t);
    await send('posts', 'a');
    const finish = gate();
    const entered = gate();
    const stage = start(
      shouting(async (batch, lane) => {
        entered.open();
        await finish.opened;
        return shout(batch, lane);
      }),
    );
    await entered.opened;
    const stopped = stage.stop();
    finish.open();
    await stopped;
    assert.equal(await uncommitted(), 0);
    assert.deepEqual(await read('cleaned', 1), ['A']);
  });

  test('while it waits for records, or collects a batch, is immediate', async (t) => {
    const { start, send, uncommitted } = await bench(t);
    await send('posts', 'a');
    const stage = start({ ...shouting(), batch: { maxRecords: 10, lingerMs: 60_000 } });
    await until(async () => (await uncommitted()) === 1, 'it had joined');
    const before = performance.now();
    await stage.stop();
    assert.ok(performance.now() - before < 1_000);
    assert.equal(await uncommitted(), 1);
  });

  test('a batch that hangs is given up within ten seconds, uncommitted', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { start, send, uncommitted } = await bench(t);
    await send('posts', 'a');
    const entered = gate();
    const stage = start(
      shouting(() => {
        entered.open();
        return new Promise(() => undefined);
      }),
    );
    await entered.opened;
    const stopped = stage.stop();
    t.mock.timers.tick(9_999);
    await stopped;
    await stage.done;
    assert.equal(await uncommitted(), 1);
  });

  test('while its groups do not let it in ends within ten seconds; let in later, it leaves again', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { stream, start, send, uncommitted } = await bench(t);
    await send('posts', 'a');
    const [asked, letIn, left] = [gate(), gate(), gate()];
    const join = stream.consumer.bind(stream);
    t.mock.method(stream, 'consumer', async (options: ConsumerOptions) => {
      asked.open();
      await letIn.opened;
      const consumer = await join(options);
      t.mock.method(consumer, 'close', () => {
        left.open();
        return Promise.resolve();
      });
      return consumer;
    });
    const stage = start(shouting());
    await asked.opened;
    const stopped = stage.stop();
    t.mock.timers.tick(9_999);
    await stopped;
    letIn.open();
    await left.opened;
    assert.equal(await uncommitted(), 1);
  });
});
