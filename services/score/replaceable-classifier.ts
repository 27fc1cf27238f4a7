import type { Classifier } from '#shared/classifier/classifier.ts';

/** A classifier that another one can take the place of while it is in use. */
export interface ReplaceableClassifier extends Classifier {
  /** From the next batch on `next` judges; the one before is closed once the batches that it has begun are done. */
  replace(next: Classifier): void;
}

export function replaceable(first: Classifier): ReplaceableClassifier {
  let current = inUse(first);
  return {
    get model() {
      return current.classifier.model;
    },
    classify: (batch) => current.run((classifier) => classifier.classify(batch)),
    tableBytes: () => current.classifier.tableBytes(),
    mostTableBytes: () => current.classifier.mostTableBytes(),
    replace(next) {
      const before = current;
      current = inUse(next);
      before.retire();
    },
    close: () => current.retire(),
  };
}

interface InUse {
  readonly classifier: Classifier;
  run<T>(work: (classifier: Classifier) => Promise<T>): Promise<T>;
  /** Closes it as soon as nothing runs. */
  retire(): void;
}

function inUse(classifier: Classifier): InUse {
  let running = 0;
  let retired = false;
  const closeIfIdle = (): void => {
    if (retired && running === 0) classifier.close();
  };
  return {
    classifier,
    async run(work) {
      running += 1;
      try {
        return await work(classifier);
      } finally {
        running -= 1;
        closeIfIdle();
      }
    },
    retire() {
      retired = true;
      closeIfIdle();
    },
  };
}
