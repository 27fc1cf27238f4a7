import type { Position, StreamRecord } from '../stream/port.ts';

/** Where to read on after these records: for each of their partitions the highest offset plus one. */
export function positionsAfter(records: readonly StreamRecord[]): Position[] {
  const byTopic = new Map<string, Map<number, number>>();
  for (const { topic, partition, offset } of records) {
    let partitions = byTopic.get(topic);
    if (!partitions) byTopic.set(topic, (partitions = new Map<number, number>()));
    if (offset >= (partitions.get(partition) ?? -1)) partitions.set(partition, offset);
  }
  const positions: Position[] = [];
  for (const [topic, partitions] of byTopic) {
    for (const [partition, offset] of partitions) positions.push({ topic, partition, offset: offset + 1 });
  }
  return positions;
}
