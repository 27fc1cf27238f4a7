import type { Position } from '../port.ts';

/** Where a partition ends, as the broker says: `high` is the next offset, `low` the oldest there is. */
export interface Ends {
  readonly topic: string;
  readonly partition: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Finds partitions whose fetching has stopped silently: between two looks they have not moved, although the first look
 * saw records ahead of them.
 */
export class StallDetector {
  #before = new Map<string, { readonly offset: number; readonly high: number }>();

  /** Answers the partitions that stand still. Partitions that were not ours at the last look are not judged. */
  look(positions: readonly Position[], ends: readonly Ends[]): Position[] {
    const endOf = new Map(ends.map((end) => [`${end.topic} ${end.partition}`, end]));
    const now = new Map<string, { readonly offset: number; readonly high: number }>();
    const stalled = positions.filter(({ topic, partition, offset }) => {
      const id = `${topic} ${partition}`;
      const end = endOf.get(id);
      if (!end) return false;
      now.set(id, { offset: Math.max(offset, end.low), high: end.high });
      const before = this.#before.get(id);
      return before !== undefined && offset <= before.offset && before.offset < before.high;
    });
    this.#before = now;
    return stalled;
  }

  /** Forgets what it saw, after a rebalance or while nothing is supposed to move. */
  reset(): void {
    this.#before.clear();
  }
}
