import { exactInteger } from './exact-integer.ts';
import type { JsonObject, NativePost } from './feed-post.ts';
import type { Mapping } from './mapping.ts';
import { decodeEntities } from './post-text.ts';

/** Plain JSON: the fields of a post under their own names or mapped ones. `json` is the text it was parsed from. */
export function readPlainJson(payload: JsonObject, json: string, mapping: Mapping): NativePost {
  return {
    id: exactId(mapping.find(payload, 'id'), mapping.names.id, json),
    platform: mapping.find(payload, 'platform'),
    text: decodeEntities(mapping.find(payload, 'text')),
    author: mapping.find(payload, 'author'),
    postedAt: mapping.find(payload, 'postedAt'),
    editedAt: mapping.find(payload, 'editedAt'),
    revision: mapping.find(payload, 'revision'),
    change: mapping.find(payload, 'change'),
    deleted: mapping.find(payload, 'deleted'),
    language: mapping.find(payload, 'language'),
    url: mapping.find(payload, 'url'),
    repostOf: exactId(mapping.find(payload, 'repostOf'), mapping.names.repostOf, json),
    reach: mapping.find(payload, 'reach'),
  };
}

/** JSON.parse rounds integers beyond 2^53: their digits come from the text. */
export function exactId(value: unknown, name: string, json: string): unknown {
  if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return value;
  return exactInteger(json, name.slice(name.lastIndexOf('.') + 1), value) ?? value;
}
