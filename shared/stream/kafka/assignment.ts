import type { Position, StreamRecord } from '../port.ts';

/** One partition that is ours, and how far along it we are. Offsets are those of the next record. */
interface Owned {
  readonly topic: string;
  readonly partition: number;
  /** What has been put into the inbox; -1 while nothing is known. */
  fetched: number;
  /** What was seen to pass, records for nobody (transaction marks) included. */
  seen: number;
  /** What the caller asked to commit; -1 before it did. */
  wanted: number;
  /** What the broker is known to have; -1 while nothing is known. */
  stored: number;
}

const fresh = (topic: string, partition: number): Owned => ({
  topic,
  partition,
  fetched: -1,
  seen: -1,
  wanted: -1,
  stored: -1,
});
const idOf = (topic: string, partition: number): string => `${topic} ${partition}`;

/**
 * The partitions that the group has given to this member. It keeps the count of records across rebalances: kafkajs
 * fetches from the last commit again after each, and what a partition that stayed has delivered must not come twice.
 */
export class Assignment {
  readonly #owned = new Map<string, Owned>();

  /** The partitions are these from now on. */
  replace(assigned: Readonly<Record<string, readonly number[]>>): void {
    const before = new Map(this.#owned);
    this.#owned.clear();
    for (const [topic, partitions] of Object.entries(assigned)) {
      for (const partition of partitions) {
        const id = idOf(topic, partition);
        this.#owned.set(id, before.get(id) ?? fresh(topic, partition));
      }
    }
  }

  /** How far each partition has come. */
  positions(): Position[] {
    return Array.from(this.#owned.values(), ({ topic, partition, fetched, seen }) => ({
      topic,
      partition,
      offset: Math.max(fetched, seen),
    }));
  }

  /** Of records that were fetched, those that are new. */
  accept(topic: string, partition: number, endOfPartition: number, records: StreamRecord[]): StreamRecord[] {
    const owned = this.#owned.get(idOf(topic, partition));
    const last = records.at(-1);
    if (!owned || !last) return [];
    // The topic was made anew: its offsets begin again.
    if (owned.fetched > endOfPartition) Object.assign(owned, fresh(topic, partition));
    const { fetched } = owned;
    owned.fetched = Math.max(fetched, last.offset + 1);
    return (records[0]?.offset ?? 0) >= fetched ? records : records.filter(({ offset }) => offset >= fetched);
  }

  sawUpTo(topic: string, partition: number, offset: number): void {
    const owned = this.#owned.get(idOf(topic, partition));
    if (owned) owned.seen = offset;
  }

  /** Of positions to commit, those of our partitions that are new to the broker; remembers them. */
  want(positions: readonly Position[]): Position[] {
    return positions.filter(({ topic, partition, offset }) => {
      const owned = this.#owned.get(idOf(topic, partition));
      if (!owned) return false;
      owned.wanted = Math.max(owned.wanted, offset);
      return offset > owned.stored;
    });
  }

  /** These positions are committed now. */
  stored(positions: readonly Position[]): void {
    for (const { topic, partition, offset } of positions) {
      const owned = this.#owned.get(idOf(topic, partition));
      if (owned) owned.stored = Math.max(owned.stored, offset);
    }
  }

  /**
   * Takes over what the broker has after a rebalance. It can be further than we are, when another member had the
   * partition for a while: then what came before is done. It can be behind, when a commit was lost: answers what is
   * to be committed again.
   */
  reconcile(committed: readonly Position[]): Position[] {
    const behind: Position[] = [];
    for (const { topic, partition, offset } of committed) {
      const owned = this.#owned.get(idOf(topic, partition));
      if (!owned) continue;
      owned.stored = offset;
      owned.fetched = Math.max(owned.fetched, offset);
      if (owned.wanted > offset) behind.push({ topic, partition, offset: owned.wanted });
    }
    return behind;
  }

  /** Whether a record that waits is still to be polled: ours, and not done by another member. */
  wants({ topic, partition, offset }: StreamRecord): boolean {
    const owned = this.#owned.get(idOf(topic, partition));
    return owned !== undefined && offset >= owned.stored;
  }
}
