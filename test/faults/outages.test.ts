/**
 * What Tonewatch stands on falls over while posts flow. PostgreSQL is killed, stays away for some seconds, and comes
 * back to recover from its log; then the same befalls the Kafka broker. Services wait and go on by themselves: the
 * processes that began are the ones that finish, and nothing is lost or doubled.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBroker } from '../fixtures/broker.ts';
import { eventually } from '../fixtures/eventually.ts';
import { SEED, underLoad } from '../fixtures/load.ts';

test(
  `kill -9 of PostgreSQL and then of the broker under load loses and doubles nothing (seed ${SEED})`,
  { skip: noBroker },
  () =>
    underLoad(async ({ installation, startAll, produce, more, complete }) => {
      const { postgres, broker, stream } = installation;
      const running = startAll();
      const sink = running.get('sink');
      const first = produce(12_000);
      await more(1_000);

      await postgres.kill();
      await first;
      const retried = (): boolean => sink?.stderr().includes('failed; trying again') ?? false;
      await eventually('the sink has noticed', retried);
      const upstream = async (): Promise<boolean> =>
        (await stream.lag('tonewatch.score.live', 'cleaned')) === 0;
      await eventually('the stages before the sink have gone on without the database', upstream);
      await postgres.restart();
      await more(1);

      const second = produce(12_000);
      await more(500);
      broker.kill();
      await broker.restart();
      await second;
      await complete();
      for (const [stage, { child, stderr }] of running) {
        assert.equal(child.exitCode, null, `${stage} has ended: ${stderr()}`);
      }
    }),
);
