import type { JsonObject } from './feed-post.ts';

/** Small steps into parsed JSON, where every level may be something else than hoped for. */

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under a key; `undefined` when there is none. */
export function objectAt(value: JsonObject, key: string): JsonObject | undefined {
  const inner = value[key];
  return isObject(inner) ? inner : undefined;
}

/** The objects of the array under a key; none when there is no array. */
export function objectsAt(value: JsonObject | undefined, key: string): JsonObject[] {
  const inner = value?.[key];
  return Array.isArray(inner) ? inner.filter(isObject) : [];
}

export function stringAt(value: JsonObject | undefined, key: string): string | undefined {
  const inner = value?.[key];
  return typeof inner === 'string' && inner !== '' ? inner : undefined;
}
