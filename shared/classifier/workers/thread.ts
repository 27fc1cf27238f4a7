import { Worker } from 'node:worker_threads';
import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Model } from '../model/model.ts';
import type { Answer, Question } from './messages.ts';

/** A worker thread with a model of its own. */
export interface Thread {
  /**
   * Answers come in the order of the questions.
   * @throws TonewatchError SCORER_FAILED (transient) when the thread ends meanwhile; the next question starts another.
   */
  ask(question: Question): Promise<Answer>;
  /** Bytes of its tables when it answered last. */
  tableBytes(): number;
  close(): void;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

const entry = new URL('./thread.mjs', import.meta.url);

export function startThread(model: Model): Thread {
  let worker: Worker | null = null;
  let waiting: Waiting[] = [];
  let tableBytes = 0;

  const start = (): Worker => {
    const started = new Worker(entry, { workerData: model });
    let reason = 'it ended';
    started.on('message', (answer: Answer) => {
      tableBytes = answer.tableBytes;
      waiting.shift()?.resolve(answer);
    });
    started.on('error', (error) => (reason = messageOf(error)));
    started.on('exit', () => {
      if (worker === started) worker = null;
      const left = waiting;
      waiting = [];
      for (const { reject } of left) {
        reject(new TonewatchError('SCORER_FAILED', `a worker thread did not finish its posts: ${reason}`));
      }
    });
    return started;
  };
  worker = start();

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker ??= start();
        worker.postMessage(question);
      }),
    tableBytes: () => tableBytes,
    close() {
      void worker?.terminate();
    },
  };
}
