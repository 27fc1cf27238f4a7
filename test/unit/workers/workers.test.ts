import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import { startThread } from '#shared/classifier/workers/thread.ts';
import { openWorkers } from '#shared/classifier/workers/workers.ts';
import { randomModel } from '../classifier/random-model.ts';

const words = ['good', 'bad', 'flight', 'the', 'not', '🙂'];
const posts = Array.from({ length: 200 }, (_, i) =>
  Array.from({ length: i % 9 }, (_each, j) => words[(i * 7 + j * j) % words.length]).join(' '),
);

describe('the compiled backend in worker threads', () => {
  test('says the same as in one, in the order of the posts', async () => {
    const model = randomModel({ words, filters: 16, subwords: { buckets: 30, shortest: 3, longest: 5 } });
    const alone = openCompiledBackend(model);
    const workers = await openWorkers(model, 3);
    try {
      for (const count of [0, 1, 15, 40, 200]) {
        const batch = posts.slice(0, count);
        assert.deepEqual(await workers.score(batch), alone.score(batch));
        assert.deepEqual(await workers.explain?.(batch), alone.explain?.(batch));
      }
      const several = [posts.slice(0, 100), posts.slice(100), posts];
      assert.deepEqual(
        await Promise.all(several.map(async (batch) => workers.score(batch))),
        several.map((batch) => alone.score(batch)),
      );
      assert.ok((workers.tableBytes?.() ?? 0) > alone.tableBytes());
    } finally {
      workers.close();
    }
  });

  test('a thread that ends fails its posts so that they can be tried again, on another', async () => {
    const model = randomModel({ words });
    const thread = startThread(model);
    const lost = thread.ask({ posts, why: false });
    thread.close();
    await assert.rejects(lost, { code: 'SCORER_FAILED', transient: true });
    const { scores } = await thread.ask({ posts, why: false });
    assert.deepEqual(scores, openCompiledBackend(model).score(posts));
    thread.close();
  });
});
