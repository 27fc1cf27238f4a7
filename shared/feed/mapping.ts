import { TonewatchError } from '../errors/tonewatch-error.ts';
import { nativeFields, type FieldNames, type JsonObject, type NativeField, plainNames } from './feed-post.ts';

/** Where to look for each field of a post. */
export interface Mapping {
  readonly names: FieldNames;
  /** One getter a field, in the order of `nativeFields`. */
  find(payload: JsonObject, field: NativeField): unknown;
}

/**
 * Reads `map` of a feed (post field → payload field, dots for nested ones); fields it leaves out keep their own name.
 * Throws CONFIG_INVALID when it names a field that posts do not have.
 */
export function createMapping(feed: string, map: Readonly<Record<string, string>>): Mapping {
  for (const [field, source] of Object.entries(map)) {
    const path = `feeds.${feed}.map.${field}`;
    if (!isNativeField(field)) {
      throw new TonewatchError('CONFIG_INVALID', `${path}: expected one of ${nativeFields.join(', ')}`);
    }
    if (source.trim() === '') {
      throw new TonewatchError('CONFIG_INVALID', `${path}: expected the name of a field of the payload`);
    }
  }
  const names: FieldNames = { ...plainNames, ...map };
  const paths = Object.fromEntries(nativeFields.map((field) => [field, names[field].split('.')]));
  return { names, find: (payload, field) => lookUp(payload, names[field], paths[field] ?? []) };
}

const isNativeField = (field: string): field is NativeField =>
  (nativeFields as readonly string[]).includes(field);

/** A field of that very name first (names may hold dots), else the way down. */
function lookUp(payload: JsonObject, name: string, path: readonly string[]): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  if (path.length === 1) return undefined;
  let value: unknown = payload;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as JsonObject)[step];
  }
  return value;
}
