/**
 * A machine loses power, a container is evicted, the kernel runs out of memory: a service ends between any two
 * instructions. Whatever it had read and not committed comes again to its successor; nothing may be lost or doubled.
 */
import { test } from 'node:test';
import { noBroker } from '../fixtures/broker.ts';
import { seeded } from '../fixtures/generated-posts.ts';
import { stageNames } from '../fixtures/installation.ts';
import { SEED, underLoad } from '../fixtures/load.ts';

const POSTS = 20_000;

test(
  `kill -9 of each service at a random moment under load loses and doubles nothing (seed ${SEED})`,
  { skip: noBroker },
  () =>
    underLoad(async ({ installation, startAll, produce, more, stored, complete }) => {
      const random = seeded(SEED);
      const running = startAll();
      const produced = produce(POSTS);
      await more(1);
      for (const stage of stageNames) {
        const left = Math.max(0, POSTS * 0.8 - (await stored()));
        await more(Math.min(left, Math.floor(random() * POSTS * 0.1)));
        await running.get(stage)?.kill();
        running.set(stage, installation.start(stage));
      }
      await produced;
      await complete();
    }),
);
