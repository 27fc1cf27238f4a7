import type { Partition } from './partition.ts';
import { shareOut } from './share-out.ts';

export interface Member {
  readonly topics: readonly string[];
  /** Own the partition from now on, reading on from what the group has committed. */
  gain(partition: Partition): void;
  lose(partition: Partition): void;
  /** There may be more to read: its partitions have changed, or something was appended to one of its topics. */
  look(): void;
}

/** The members of one consumer group and who owns which partition. */
export class Group {
  readonly name: string;
  readonly #members: Member[] = [];
  readonly #owners = new Map<Partition, Member>();

  constructor(name: string) {
    this.name = name;
  }

  join(member: Member, partitionsOf: (topic: string) => readonly Partition[]): void {
    this.#members.push(member);
    for (const topic of member.topics) this.#share(topic, partitionsOf(topic));
    for (const each of this.#members) each.look();
  }

  leave(member: Member, partitionsOf: (topic: string) => readonly Partition[]): void {
    const at = this.#members.indexOf(member);
    if (at < 0) return;
    this.#members.splice(at, 1);
    for (const topic of member.topics) this.#share(topic, partitionsOf(topic));
    for (const each of this.#members) each.look();
  }

  #share(topic: string, partitions: readonly Partition[]): void {
    const readers = this.#members.filter((member) => member.topics.includes(topic));
    const before = partitions.map((partition) => this.#owners.get(partition) ?? null);
    const after = shareOut(before, readers);
    partitions.forEach((partition, i) => {
      const owner = after[i] ?? null;
      const last = before[i] ?? null;
      if (owner === last) return;
      last?.lose(partition);
      if (owner) this.#owners.set(partition, owner);
      else this.#owners.delete(partition);
      owner?.gain(partition);
    });
  }
}
