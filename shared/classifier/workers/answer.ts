/** Runs in a worker thread: opens the model it was given and answers questions, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Model } from '../model/model.ts';
import { openBackend } from '../open-backend.ts';
import type { Answer, Question } from './messages.ts';

const port = parentPort;
if (!port) throw new Error('not a worker thread');
// From workers.ts, in the same process: nothing that came from outside.
const backend = await openBackend(workerData as Model, 'compiled');

let last: Promise<void> = Promise.resolve();
port.on('message', (question: Question) => {
  last = last.then(() => answer(question));
});

async function answer({ posts, why }: Question): Promise<void> {
  const said = why && backend.explain ? await backend.explain(posts) : { scores: await backend.score(posts) };
  const reply: Answer = { evidence: [], ...said, tableBytes: backend.tableBytes?.() ?? 0 };
  port?.postMessage(reply);
}
