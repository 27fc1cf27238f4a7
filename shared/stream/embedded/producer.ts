import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { partitionOf } from '../partitioner.ts';
import type { OutgoingRecord, Producer } from '../port.ts';
import type { Partition } from './partition.ts';
import { turnIsDue, yieldTurn } from './turn.ts';

/** Records without a key go to one partition for so long, then to the next. */
const UNKEYED_RUN = 100;

export class EmbeddedProducer implements Producer {
  readonly #partitionsOf: (topic: string) => readonly Partition[];
  readonly #touched = new Set<Partition>();
  #unkeyed = 0;
  #closed = false;

  constructor(partitionsOf: (topic: string) => readonly Partition[]) {
    this.#partitionsOf = partitionsOf;
  }

  async send(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    if (this.#closed) throw closed();
    const partitions = this.#partitionsOf(topic);
    const waits: Promise<void>[] = [];
    for (const [index, part] of this.#split(records, partitions.length).entries()) {
      const partition = partitions[index];
      if (part.length === 0 || !partition) continue;
      const wait = partition.append(part, this);
      if (!wait) continue;
      this.#touched.add(partition);
      waits.push(wait);
    }
    if (waits.length > 0) await Promise.all(waits);
    if (turnIsDue()) await yieldTurn();
  }

  /** What still waits for room is given up: its send() throws STREAM_CLOSED. */
  close(): Promise<void> {
    this.#closed = true;
    for (const partition of this.#touched) partition.giveUp(closed(), this);
    return Promise.resolve();
  }

  #split(records: readonly OutgoingRecord[], partitions: number): OutgoingRecord[][] {
    const parts = Array.from({ length: partitions }, (): OutgoingRecord[] => []);
    for (const record of records) {
      const index =
        record.key === null
          ? Math.floor(this.#unkeyed++ / UNKEYED_RUN) % partitions
          : partitionOf(record.key, partitions);
      parts[index]?.push(record);
    }
    return parts;
  }
}

const closed = (): TonewatchError => new TonewatchError('STREAM_CLOSED', 'the producer is closed');
