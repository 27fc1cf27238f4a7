import { isUtf8 } from 'node:buffer';
import { isSingleObject } from '../avro/codec.ts';
import type { FeedConfig } from '../config/schema.ts';
import { messageOf, TonewatchError } from '../errors/tonewatch-error.ts';
import { readAvroPost } from './avro-post.ts';
import { checkPost } from './check-post.ts';
import { csvObject } from './csv-post.ts';
import { detectJsonFormat, type JsonFormat } from './detect.ts';
import {
  plainNames,
  type FeedReader,
  type FieldNames,
  type JsonObject,
  type NativePost,
} from './feed-post.ts';
import { isObject } from './json-object.ts';
import { readPlainJson } from './json-post.ts';
import { refuseMalformedRow } from './malformed-row.ts';
import { createMapping, type Mapping } from './mapping.ts';
import { payloadInvalid } from './payload-error.ts';
import { readXV1, xV1Names } from './x-v1.ts';
import { readXV2, xV2Names } from './x-v2.ts';

/** What a format made of a payload. */
interface Read {
  readonly native: NativePost;
  readonly names: FieldNames;
  /** The platform, where the format itself says it. */
  readonly platform?: string;
}

/**
 * The reader of a feed's payloads: the one place that knows all formats. Throws CONFIG_INVALID when the feed's settings
 * do not go together.
 */
export function createFeedReader(feed: string, config: FeedConfig): FeedReader {
  const read = formatReader(feed, config);
  const platform = config.platform ?? feed;
  return (payload, receivedAt = Date.now()) => {
    const { native, names, platform: own } = read(payload);
    return checkPost(native, names, { feed, platform: config.platform ?? own ?? platform, receivedAt });
  };
}

function formatReader(feed: string, config: FeedConfig): (payload: Buffer) => Read {
  const mapping = createMapping(feed, config.map);
  const mapped = Object.keys(config.map).length > 0;
  switch (config.format) {
    case 'post':
      return readPost;
    case 'csv':
      if (config.columns.length === 0) {
        throw new TonewatchError(
          'CONFIG_INVALID',
          `feeds.${feed}.columns: expected the names of the columns`,
        );
      }
      return (payload) => {
        const record = utf8(payload, 'PAYLOAD_INVALID');
        return readAs('json', csvObject(record, config.columns), '', mapping);
      };
    case 'auto':
      return (payload) => {
        if (isSingleObject(payload)) return readPost(payload);
        const json = utf8(payload, 'PAYLOAD_NOT_JSON');
        const object = parseObject(json);
        return readAs(mapped ? 'json' : detectJsonFormat(object), object, json, mapping);
      };
    default: {
      const { format } = config;
      if (mapped && format !== 'json') {
        throw new TonewatchError(
          'CONFIG_INVALID',
          `feeds.${feed}.map: expected nothing with format ${format}`,
        );
      }
      return (payload) => {
        const json = utf8(payload, 'PAYLOAD_NOT_JSON');
        return readAs(format, parseObject(json), json, mapping);
      };
    }
  }
}

const readPost = (payload: Buffer): Read => ({ native: readAvroPost(payload), names: plainNames });

function readAs(format: JsonFormat, payload: JsonObject, json: string, mapping: Mapping): Read {
  switch (format) {
    case 'x-v1.1':
      return { native: readXV1(payload, json), names: xV1Names, platform: 'x' };
    case 'x-v2':
      return { native: readXV2(payload), names: xV2Names, platform: 'x' };
    case 'json':
      return { native: readPlainJson(payload, json, mapping), names: mapping.names };
  }
}

/** Text of the payload: Buffer.toString alone would put U+FFFD where the bytes are wrong. */
function utf8(payload: Buffer, code: 'PAYLOAD_NOT_JSON' | 'PAYLOAD_INVALID'): string {
  if (!isUtf8(payload)) throw new TonewatchError(code, 'payload: expected UTF-8, got other bytes');
  // Some producers begin with a byte order mark.
  return payload.toString('utf8').replace(/^\ufeff/u, '');
}

function parseObject(json: string): JsonObject {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    const problem = json.trim() === '' ? 'got nothing' : messageOf(error);
    throw new TonewatchError('PAYLOAD_NOT_JSON', `payload: expected a JSON object: ${problem}`, {
      cause: error,
    });
  }
  if (!isObject(parsed)) throw payloadInvalid('payload', 'a JSON object: one post a record', parsed);
  refuseMalformedRow(parsed);
  return parsed;
}
