import type { Lane } from './port.ts';

/** The names of the topics. Feed topics are `feeds.<name>`; each inner topic has a second one for the backfill lane. */
export const feedTopic = (feed: string): string => `feeds.${feed}`;
export const feedOf = (topic: string): string => topic.replace(/^feeds\./u, '');
export const isFeedTopic = (topic: string): boolean => topic.startsWith('feeds.');

export type InnerTopic = 'posts' | 'cleaned' | 'mentions';
export const innerTopics: readonly InnerTopic[] = ['posts', 'cleaned', 'mentions'];
export const laneTopic = (topic: InnerTopic, lane: Lane): string =>
  lane === 'live' ? topic : `${topic}.backfill`;

export const DEAD_LETTERS = 'dead-letters';
