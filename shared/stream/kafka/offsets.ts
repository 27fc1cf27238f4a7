import type { Admin } from 'kafkajs';
import type { Position } from '../port.ts';
import type { Ends } from './watchdog.ts';

/** What a group has committed; partitions for which it has not are left out. */
export async function committedPositions(
  admin: Admin,
  group: string,
  topics: readonly string[],
): Promise<Position[]> {
  if (topics.length === 0) return [];
  const answer = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  return answer.flatMap(({ topic, partitions }) =>
    partitions
      .map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) }))
      .filter(({ offset }) => offset >= 0),
  );
}

export async function endsOf(admin: Admin, topic: string): Promise<Ends[]> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets.map(({ partition, low, high }) => ({
    topic,
    partition,
    low: Number(low),
    high: Number(high),
  }));
}
