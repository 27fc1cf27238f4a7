import type { Post } from '../avro/post.ts';

/** A post as its feed has it: the author is still the plain handle, and nobody has looked for products yet. */
export type FeedPost = Omit<Post, 'products'>;

/**
 * Reads one payload. `receivedAt` (milliseconds UTC; default: now) stands in as the time of a deletion that tells none.
 * Throws PAYLOAD_NOT_JSON, PAYLOAD_INVALID (naming the field), AVRO_UNKNOWN_SCHEMA or AVRO_MALFORMED.
 */
export type FeedReader = (payload: Buffer, receivedAt?: number) => FeedPost;

export const nativeFields = [
  'id',
  'platform',
  'text',
  'author',
  'postedAt',
  'editedAt',
  'revision',
  'change',
  'deleted',
  'language',
  'url',
  'repostOf',
  'reach',
] as const;
export type NativeField = (typeof nativeFields)[number];

/** What a format found in a payload, field by field, not yet checked. */
export type NativePost = Readonly<Partial<Record<NativeField, unknown>>>;

/** How the fields are called in the payload: errors name them so. */
export type FieldNames = Readonly<Record<NativeField, string>>;

/** The names of plain JSON: each field is called what it is. */
export const plainNames: FieldNames = Object.fromEntries(
  nativeFields.map((field) => [field, field]),
) as FieldNames;

export type JsonObject = Readonly<Record<string, unknown>>;
