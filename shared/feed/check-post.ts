import type { Change } from '../avro/post.ts';
import { declaredLanguage } from './declared-language.ts';
import type { FeedPost, FieldNames, NativePost } from './feed-post.ts';
import {
  checkAuthor,
  checkFlag,
  checkId,
  checkPlatform,
  checkReach,
  checkTime,
  checkUrl,
  isAbsent,
} from './field-checks.ts';
import { payloadInvalid } from './payload-error.ts';
import { storable } from './post-text.ts';

/** Longest text of a post, in UTF-16 units. */
export const MAX_TEXT = 100_000;

/** Where a payload came from. */
export interface Origin {
  readonly feed: string;
  /** For payloads that name no platform. */
  readonly platform: string;
  /** Milliseconds UTC: the time of a deletion that tells none. */
  readonly receivedAt: number;
}

/**
 * Checks what a format found and makes the post of it. The one gate for every format: whatever passes fits the Post
 * schema and PostgreSQL. Throws PAYLOAD_INVALID with the field's name in the payload and what was expected.
 */
export function checkPost(native: NativePost, names: FieldNames, origin: Origin): FeedPost {
  const platform = isAbsent(native.platform)
    ? origin.platform
    : checkPlatform(names.platform, native.platform);
  const id = postId(platform, checkId(names.id, native.id));
  const change = checkChange(native, names);
  const { postedAt, revision } = checkTimes(change, native, names, origin);
  const gone = change === 'delete';
  // One literal: spreading objects made this three times slower.
  return {
    id,
    platform,
    feed: origin.feed,
    change,
    revision,
    postedAt,
    text: gone ? '' : checkText(names.text, native.text),
    author: checkAuthor(names.author, native.author),
    language: gone ? null : checkLanguage(names.language, native.language),
    url: gone ? null : checkUrl(names.url, native.url),
    repostOf: gone ? null : checkRepostOf(platform, names.repostOf, native.repostOf),
    reach: gone ? null : checkReach(names.reach, native.reach),
  };
}

const postId = (platform: string, nativeId: string): string =>
  nativeId.startsWith(`${platform}:`) ? nativeId : `${platform}:${nativeId}`;

/** What the payload calls the change; else `deleted` makes it a deletion and a time of edit an edit. */
function checkChange(native: NativePost, names: FieldNames): Change {
  const { change } = native;
  if (checkFlag(names.deleted, native.deleted)) return 'delete';
  if (isAbsent(change)) {
    return isAbsent(native.revision) && isAbsent(native.editedAt) ? 'create' : 'edit';
  }
  if (change === 'create' || change === 'edit' || change === 'delete') return change;
  throw payloadInvalid(names.change, 'create, edit or delete', change);
}

/** `postedAt` and `revision`, as Post defines them for each change. */
function checkTimes(
  change: Change,
  native: NativePost,
  names: FieldNames,
  { receivedAt }: Origin,
): { postedAt: number; revision: number } {
  const changed = isAbsent(native.revision) ? 'editedAt' : 'revision';
  const changedAt = isAbsent(native[changed]) ? undefined : checkTime(names[changed], native[changed]);
  if (change === 'delete') {
    const postedAt = isAbsent(native.postedAt) ? undefined : checkTime(names.postedAt, native.postedAt);
    const revision = changedAt ?? Math.max(postedAt ?? 0, receivedAt);
    return { postedAt: postedAt ?? revision, revision };
  }
  const postedAt = checkTime(names.postedAt, native.postedAt);
  if (change === 'create') return { postedAt, revision: postedAt };
  if (changedAt === undefined) throw payloadInvalid(names.editedAt, 'the time of the edit', native.editedAt);
  return { postedAt, revision: Math.max(postedAt, changedAt) };
}

const checkRepostOf = (platform: string, name: string, value: unknown): string | null =>
  isAbsent(value) ? null : postId(platform, checkId(name, value));

function checkText(name: string, value: unknown): string {
  if (typeof value !== 'string') throw payloadInvalid(name, 'the text of the post', value);
  const text = storable(value);
  if (text.length <= MAX_TEXT) return text;
  throw payloadInvalid(name, `at most ${MAX_TEXT} characters`, `${text.length} characters: ${text}`);
}

function checkLanguage(name: string, value: unknown): string | null {
  if (isAbsent(value)) return null;
  if (typeof value !== 'string') throw payloadInvalid(name, 'a language code as text', value);
  return declaredLanguage(value);
}
