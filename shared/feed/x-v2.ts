import { plainNames, type FieldNames, type JsonObject, type NativePost } from './feed-post.ts';
import { isObject, objectAt, objectsAt, stringAt } from './json-object.ts';
import { payloadInvalid } from './payload-error.ts';
import { decodeEntities } from './post-text.ts';
import { editHistory, tweetTime, tweetUrl } from './tweet-id.ts';

/** What the fields are called in X API v2. */
export const xV2Names: FieldNames = {
  ...plainNames,
  id: 'data.id',
  text: 'data.text',
  author: 'includes.users.username',
  postedAt: 'data.created_at',
  editedAt: 'data.created_at',
  language: 'data.lang',
  repostOf: 'data.referenced_tweets.id',
  reach: 'includes.users.public_metrics.followers_count',
};

/** Whether the payload looks like one of API v2: an answer with `data`, a compliance event, or a tweet by itself. */
export const isXV2 = (payload: JsonObject): boolean =>
  hasTweet(payload['data']) ||
  Object.hasOwn(payload, 'edit_history_tweet_ids') ||
  (Object.hasOwn(payload, 'created_at') &&
    (Object.hasOwn(payload, 'author_id') || Object.hasOwn(payload, 'public_metrics')));

const hasTweet = (data: unknown): boolean =>
  Array.isArray(data) || (isObject(data) && (Object.hasOwn(data, 'id') || Object.hasOwn(data, 'delete')));

/** One tweet of API v2 with what came along in `includes`, or a deletion of its compliance stream. */
export function readXV2(payload: JsonObject): NativePost {
  const tweet = tweetIn(payload);
  const deletion = objectAt(tweet, 'delete');
  if (deletion) {
    return { id: objectAt(deletion, 'tweet')?.['id'], change: 'delete', editedAt: deletion['event_at'] };
  }
  const includes = objectAt(payload, 'includes');
  const authorId = tweet['author_id'];
  const user = objectsAt(includes, 'users').find(({ id }) => id !== undefined && id === authorId);
  const author = stringAt(user, 'username');
  const originalId = objectsAt(tweet, 'referenced_tweets').find(({ type }) => type === 'retweeted')?.['id'];
  const original = objectsAt(includes, 'tweets').find(({ id }) => id !== undefined && id === originalId);
  const postedAt = tweet['created_at'] ?? tweetTime(tweet['id']);
  const history = editHistory(tweet['edit_history_tweet_ids']);
  return {
    id: history?.first ?? tweet['id'],
    text: decodeEntities(fullText(original ?? tweet)),
    author,
    postedAt: history?.postedAt ?? postedAt,
    ...(history ? { editedAt: postedAt } : {}),
    language: tweet['lang'],
    url: tweetUrl(tweet['id']),
    repostOf: originalId,
    reach: user ? objectAt(user, 'public_metrics')?.['followers_count'] : undefined,
  };
}

/** The tweet of an answer; a list is read only when it has one element, since one record is one post. */
function tweetIn(payload: JsonObject): JsonObject {
  const { data } = payload;
  if (!Array.isArray(data)) return objectAt(payload, 'data') ?? payload;
  const [tweet] = data as unknown[];
  if (data.length === 1 && isObject(tweet)) return tweet;
  throw payloadInvalid(
    'data',
    'one tweet a record: send each element as {"data": tweet, "includes": …} on its own',
    data,
  );
}

/** Tweets beyond 280 characters carry their whole text elsewhere. */
const fullText = (tweet: JsonObject): unknown => objectAt(tweet, 'note_tweet')?.['text'] ?? tweet['text'];
