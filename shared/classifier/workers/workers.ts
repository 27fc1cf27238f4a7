import type { Backend, Explained } from '../backend.ts';
import type { Model } from '../model/model.ts';
import { outputsOf } from '../model/output.ts';
import { openBackend } from '../open-backend.ts';
import type { Answer } from './messages.ts';
import { startThread } from './thread.ts';

/** Fewer posts than this are not worth the way to another thread. */
const LEAST = 16;

/**
 * The compiled backend in worker threads: each batch is shared out among them, and put together in its order. Every
 * thread has tables of its own.
 * @param count of threads, at least 1
 * @throws TonewatchError BACKEND_UNSUPPORTED, as the compiled backend does; SCORER_FAILED (transient) from score and
 * explain, when a thread ends
 */
export async function openWorkers(model: Model, count: number): Promise<Backend> {
  const sample = await openBackend(model, 'compiled');
  const explains = sample.explain !== undefined;
  const most = (sample.mostTableBytes?.() ?? 0) * count;
  sample.close();
  const outputs = outputsOf(model.manifest.output);
  const threads = Array.from({ length: count }, () => startThread(model));

  const ask = async (posts: readonly string[], why: boolean): Promise<Explained> => {
    const share = Math.max(LEAST, Math.ceil(posts.length / count));
    const answers: Promise<Answer>[] = [];
    for (const [i, thread] of threads.entries()) {
      const part = posts.slice(i * share, (i + 1) * share);
      if (part.length > 0) answers.push(thread.ask({ posts: part, why }));
    }
    // All of them, also after a failure: the next batch must not overtake what is still being computed.
    await Promise.allSettled(answers);
    const parts = await Promise.all(answers);
    const scores = new Float32Array(posts.length * outputs);
    for (const [i, part] of parts.entries()) scores.set(part.scores, i * share * outputs);
    return { scores, evidence: parts.flatMap(({ evidence }) => evidence) };
  };

  return {
    kind: 'compiled',
    score: async (posts) => (await ask(posts, false)).scores,
    ...(explains && { explain: (posts: readonly string[]) => ask(posts, true) }),
    tableBytes: () => threads.reduce((sum, thread) => sum + thread.tableBytes(), 0),
    mostTableBytes: () => most,
    close() {
      for (const thread of threads) thread.close();
    },
  };
}
