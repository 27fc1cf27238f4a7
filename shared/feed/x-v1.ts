import { plainNames, type FieldNames, type JsonObject, type NativePost } from './feed-post.ts';
import { isObject, objectAt, stringAt } from './json-object.ts';
import { exactId } from './json-post.ts';
import { payloadInvalid } from './payload-error.ts';
import { decodeEntities } from './post-text.ts';
import { editHistory, tweetUrl } from './tweet-id.ts';

/** What the fields are called in X (Twitter) API v1.1. */
export const xV1Names: FieldNames = {
  ...plainNames,
  id: 'id_str',
  author: 'user.screen_name',
  postedAt: 'created_at',
  editedAt: 'created_at',
  language: 'lang',
  repostOf: 'retweeted_status.id_str',
  reach: 'user.followers_count',
};

/** Whether the payload looks like a tweet, a deletion or an answer of API v1.1. */
export const isXV1 = (payload: JsonObject): boolean =>
  (Object.hasOwn(payload, 'created_at') && (Object.hasOwn(payload, 'id_str') || isObject(payload['user']))) ||
  deletionIn(payload) !== undefined ||
  Array.isArray(payload['statuses']);

/** A tweet or deletion notice of the streaming API v1.1, in full length; `json` is its text. */
export function readXV1(payload: JsonObject, json: string): NativePost {
  const deletion = deletionIn(payload);
  if (deletion) return readDeletion(deletion, json);
  if (Array.isArray(payload['statuses'])) {
    throw payloadInvalid('statuses', 'one tweet a record: send each element on its own', []);
  }
  const id = idOf(payload, json);
  const author = stringAt(objectAt(payload, 'user'), 'screen_name');
  const original = objectAt(payload, 'retweeted_status');
  const postedAt = payload['timestamp_ms'] ?? payload['created_at'];
  const history = editHistory(objectAt(payload, 'edit_history')?.['edit_tweet_ids']);
  return {
    id: history?.first ?? id,
    text: decodeEntities(fullText(original ?? payload)),
    author,
    postedAt: history?.postedAt ?? postedAt,
    ...(history ? { editedAt: postedAt } : {}),
    language: payload['lang'],
    url: tweetUrl(id),
    repostOf: original ? idOf(original, json) : undefined,
    reach: objectAt(payload, 'user')?.['followers_count'],
  };
}

const deletionIn = (payload: JsonObject): JsonObject | undefined => {
  const notice = objectAt(payload, 'delete');
  return notice && objectAt(notice, 'status') ? notice : undefined;
};

const readDeletion = (notice: JsonObject, json: string): NativePost => ({
  id: idOf(objectAt(notice, 'status') ?? {}, json),
  change: 'delete',
  editedAt: notice['timestamp_ms'],
});

const idOf = (tweet: JsonObject, json: string): unknown =>
  tweet['id_str'] ?? exactId(tweet['id'], 'id', json);

/** Tweets beyond 140 characters carry their whole text elsewhere. A retweet's own text is cut, the original's is not. */
const fullText = (tweet: JsonObject): unknown =>
  objectAt(tweet, 'extended_tweet')?.['full_text'] ?? tweet['full_text'] ?? tweet['text'];
