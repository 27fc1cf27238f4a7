import type { OutgoingRecord } from '#shared/stream/port.ts';
import { compose, fill } from './compose.ts';
import { handles, noise } from './phrases/everyday.ts';
import { randomAt, type Random } from './random.ts';
import { momentOf, voices } from './rhythm.ts';

/** Which sample feed: everything in it follows from these two. */
export interface SampleFeed {
  readonly seed: number;
  /** Milliseconds UTC at which its first minute begins; a whole minute. */
  readonly startedAt: number;
}

/** A payload in plain JSON; docs of the feed format name the fields. */
interface SamplePost {
  readonly id: string;
  readonly text: string;
  readonly author: string;
  readonly postedAt: string;
  readonly reach: number;
  readonly url: string;
  readonly repostOf?: string;
}

const MINUTE = 60_000;
const NOISE_PER_MINUTE = 0.5;
const NOISE_VOICE = 9;
const EDIT_AFTER = 7;
const DELETE_AFTER = 19;
/** Posts in a minute have a place each: ten voices, a thousand posts a voice. */
const PLACES = 10_000;
const placeOf = (voice: number, number: number): number => voice * 1000 + number;

/** A payload, and the event time (milliseconds UTC) at which it happens. */
export interface TimedPayload {
  readonly time: number;
  readonly record: OutgoingRecord;
}

/** The payloads of one minute of the feed, by time: posts, and what happens to those of some minutes before. */
export function payloadsOfMinute(feed: SampleFeed, minute: number): TimedPayload[] {
  const timed: TimedPayload[] = [];
  const add = (time: number, id: string, payload: object) =>
    timed.push({ time, record: { key: id, value: Buffer.from(JSON.stringify(payload)) } });
  for (const { post, fate, time } of postsOfMinute(feed, minute)) {
    if (fate === 'edited') add(time, post.id, { ...post, text: withSlip(post.text) });
    else add(time, post.id, post);
  }
  for (const { post, fate, time } of postsOfMinute(feed, minute - EDIT_AFTER)) {
    const editedAt = time + EDIT_AFTER * MINUTE;
    if (fate === 'edited') add(editedAt, post.id, { ...post, change: 'edit', editedAt: isoTime(editedAt) });
  }
  for (const { post, fate, time } of postsOfMinute(feed, minute - DELETE_AFTER)) {
    const revision = time + DELETE_AFTER * MINUTE;
    if (fate === 'deleted') add(revision, post.id, { id: post.id, change: 'delete', revision });
  }
  return timed.sort((a, b) => a.time - b.time);
}

interface FatedPost {
  readonly post: SamplePost;
  readonly time: number;
  readonly fate: 'kept' | 'edited' | 'deleted';
}

function postsOfMinute(feed: SampleFeed, minute: number): FatedPost[] {
  if (minute < 0) return [];
  const posts: FatedPost[] = [];
  const hour = ((feed.startedAt / MINUTE + minute) / 60) % 24;
  voices.forEach((voice, index) => {
    const moment = momentOf(voice, minute, hour);
    const count = randomAt(feed.seed, minute, index).count(moment.rate);
    for (let number = 0; number < count; number += 1) {
      const random = randomAt(feed.seed, minute, index, number);
      posts.push(postAt(feed, minute, placeOf(index, number), random, () => compose(voice, moment, random)));
    }
  });
  const idle = randomAt(feed.seed, minute, NOISE_VOICE).count(NOISE_PER_MINUTE);
  for (let number = 0; number < idle; number += 1) {
    const random = randomAt(feed.seed, minute, NOISE_VOICE, number);
    const text = () => fill(random.pick(noise), null, random);
    posts.push(postAt(feed, minute, placeOf(NOISE_VOICE, number), random, text));
  }
  return posts;
}

function postAt(
  feed: SampleFeed,
  minute: number,
  place: number,
  random: Random,
  write: () => string,
): FatedPost {
  const time = feed.startedAt + minute * MINUTE + Math.floor(random.next() * MINUTE);
  const fateOf = random.next();
  const author = random.pick(handles) + Math.floor(random.next() * 90 + 10).toString();
  const reach = Math.floor(Math.exp(random.next() ** 2 * 11));
  const reposted = random.chance(0.04) ? random.pick(handles) : null;
  const text = write();
  const id = String((feed.startedAt / MINUTE + minute) * PLACES + place);
  const post: SamplePost = {
    id,
    text: reposted === null ? text : `RT @${reposted}: ${text}`,
    author,
    postedAt: isoTime(time),
    reach,
    url: `https://sample.example/${author}/${id}`,
    ...(reposted === null ? {} : { repostOf: `${id}0` }),
  };
  return { post, time, fate: fateOf < 0.012 ? 'edited' : fateOf < 0.024 ? 'deleted' : 'kept' };
}

/** What stood there before the edit. */
const withSlip = (text: string): string => `${text.replace(/[aeiou](?=\w+\W*$)/u, '')} (typo, sorry)`;

const isoTime = (time: number): string => new Date(time).toISOString();
