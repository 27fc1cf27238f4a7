/**
 * The operator adds a copy of every service, takes the first ones away, loses the machine that the others run on, and
 * rolls out a release while the groups still wait for the lost ones. Groups form anew again and again while posts flow.
 * Each stop is clean and quick, and nothing is lost or doubled.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBroker } from '../fixtures/broker.ts';
import { eventually } from '../fixtures/eventually.ts';
import { SEED, underLoad } from '../fixtures/load.ts';
import type { TonewatchProcess } from '../fixtures/tonewatch-process.ts';

/** SIGTERM: it must be obeyed within ten seconds. */
async function stopCleanly(process: TonewatchProcess): Promise<void> {
  const begin = performance.now();
  assert.equal(await process.stop(), 0, process.stderr());
  const seconds = (performance.now() - begin) / 1000;
  assert.ok(seconds < 10, `took ${seconds.toFixed(1)} s to stop: ${process.stderr()}`);
}

test(
  `services that join, stop and die under load lose and double nothing (seed ${SEED})`,
  { skip: noBroker },
  () =>
    underLoad(async ({ startAll, produce, more, complete }) => {
      const ones = startAll();
      const first = produce(10_000);
      await more(500);
      const others = startAll();
      await first;
      const second = produce(10_000);
      await more(500);
      await Promise.all(Array.from(ones.values(), stopCleanly));

      await more(500);
      await Promise.all(Array.from(others.values(), (process) => process.kill()));
      const joining = startAll();
      for (const [stage, process] of joining) {
        await eventually(`${stage} is joining`, () => process.stderr().includes('"started"'));
      }
      await Promise.all(Array.from(joining.values(), stopCleanly));
      const last = startAll();
      await second;
      await complete();
      await Promise.all(Array.from(last.values(), stopCleanly));
    }),
);
