import { mkdirSync } from 'node:fs';
import type { EpochRecord } from '#shared/classifier/report/run-report.ts';
import type { Tensorflow } from '#shared/classifier/tensorflow/load.ts';
import { openSummary } from '#shared/classifier/tensorflow/summary.ts';
import type { Progress } from '#shared/classifier/training/pace.ts';

/** Steps whose mean loss is one point. */
const STEPS = 20;

/** Writes what a training run tells for TensorBoard. */
export interface TrainingLog {
  step(progress: Progress, rate: number): void;
  epoch(record: EpochRecord): void;
}

/** A new event file in the folder; the steps of its curves are examples that were learnt from. */
export function openTrainingLog(tensorflow: Tensorflow, folder: string): TrainingLog {
  mkdirSync(folder, { recursive: true });
  const summary = openSummary(tensorflow, folder);
  let steps = 0;
  let total = 0;
  let from = { epoch: 0, done: 0, sum: 0 };
  return {
    step(progress, rate) {
      const { epoch, done, loss } = progress;
      total = progress.total;
      if (epoch !== from.epoch) from = { epoch, done: 0, sum: 0 };
      if (++steps % STEPS !== 0 && done < total) return;
      const at = (epoch - 1) * total + done;
      const sum = loss * done;
      if (done > from.done) summary.scalar('training/loss', (sum - from.sum) / (done - from.done), at);
      summary.scalar('training/rate', rate, at);
      from = { epoch, done, sum };
    },
    epoch({ epoch, development }) {
      for (const [name, value] of Object.entries(development)) {
        summary.scalar(`development/${name}`, value, epoch * total);
      }
      summary.flush();
    },
  };
}
