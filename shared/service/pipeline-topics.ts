import type { Config } from '../config/schema.ts';
import { lanes, type TopicSpec } from '../stream/port.ts';
import { DEAD_LETTERS, feedTopic, innerTopics, laneTopic } from '../stream/topics.ts';

/** The topics that every process makes sure of: inner topics in both lanes, dead letters, the feeds of the configuration. */
export function pipelineTopics({ kafka, embedded, feeds }: Config): TopicSpec[] {
  const { partitions } = kafka.brokers.length > 0 ? kafka : embedded;
  const names = [
    ...lanes.flatMap((lane) => innerTopics.map((topic) => laneTopic(topic, lane))),
    DEAD_LETTERS,
    ...Object.keys(feeds).map(feedTopic),
  ];
  return names.map((name) => ({ name, partitions }));
}
