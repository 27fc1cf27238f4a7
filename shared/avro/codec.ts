import avsc from 'avsc';
import { messageOf, TonewatchError } from '../errors/tonewatch-error.ts';
import { boundsWalk, type Walk } from './bounds.ts';
import { currentSchema, HEADER_BYTES, releasedSchemas, type RecordName, type SchemaFile } from './schemas.ts';

/** Turns one type of record into bytes and back: Avro, single-object encoding, schema in schemas/. */
export interface Codec<T> {
  /** The bytes are the caller's for good. Throws TypeError when the value does not fit the schema (a bug). */
  encode(value: T): Buffer;
  /** Throws AVRO_UNKNOWN_SCHEMA or AVRO_MALFORMED. Reads what this and every earlier release wrote. */
  decode(bytes: Buffer): T;
}

/** Whether the bytes begin as single-object encoding does (the marker of the Avro specification, version 1). */
export const isSingleObject = (bytes: Buffer): boolean =>
  bytes.length >= HEADER_BYTES && bytes[0] === 0xc3 && bytes[1] === 0x01;

/** What reads the records of one schema, whichever release wrote them, into today's shape. */
interface Reader {
  readonly header: Buffer;
  readonly walk: Walk;
  readonly read: (bytes: Buffer) => unknown;
}

export function createCodec<T>(name: RecordName): Codec<T> {
  const current = currentSchema(name);
  const type = avroType(current);
  // Today's records first: nearly all are.
  const readers = [current, ...releasedSchemas(name)].map((written) => readerFor(type, written));
  return {
    encode: encoder(type, current.header),
    decode(bytes) {
      const reader = readers.find(({ header }) => startsWith(bytes, header));
      if (!reader) throw unknownHeader(name, bytes);
      if (reader.walk(bytes, HEADER_BYTES) !== bytes.length) throw malformed(name, bytes);
      try {
        // The schema is the proof of the shape; test/unit/avro holds it against the interface.
        return reader.read(bytes) as T;
      } catch (error) {
        throw new TonewatchError('AVRO_MALFORMED', `${name}: ${messageOf(error)}`, { cause: error });
      }
    },
  };
}

/** The avsc type of a schema. What it reads has the prototype of plain objects, so that it compares like any other. */
function avroType({ json }: SchemaFile): avsc.Type {
  const registry: Record<string, avsc.Type> = {};
  const type = avsc.Type.forSchema(json, { wrapUnions: 'never', omitRecordMethods: true, registry });
  for (const named of Object.values(registry)) {
    if (named instanceof avsc.types.RecordType) recordClass(named).prototype = Object.prototype;
  }
  return type;
}

/** The constructor that avsc made for the record; its own typing says `any`. */
const recordClass = (type: avsc.types.RecordType): { prototype: object } =>
  type.recordConstructor as { prototype: object };

function readerFor(type: avsc.Type, written: SchemaFile): Reader {
  const writer = avroType(written);
  const resolver = type.equals(writer) ? undefined : type.createResolver(writer);
  return {
    header: written.header,
    walk: boundsWalk(written.json),
    read: (bytes): unknown => type.decode(bytes, HEADER_BYTES, resolver).value,
  };
}

function startsWith(bytes: Buffer, header: Buffer): boolean {
  for (let at = 0; at < HEADER_BYTES; at += 1) if (bytes[at] !== header[at]) return false;
  return true;
}

const SLAB = 64 * 1024;

/** Writes records one behind the other into shared slabs: no copy, and one allocation for some hundred records. */
function encoder(type: avsc.Type, header: Buffer): (value: unknown) => Buffer {
  let slab = Buffer.allocUnsafeSlow(SLAB);
  let from = 0;
  return (value) => {
    if (from + HEADER_BYTES > slab.length) {
      slab = Buffer.allocUnsafeSlow(SLAB);
      from = 0;
    }
    let end = type.encode(value, slab, from + HEADER_BYTES);
    if (end < 0) {
      const needed = slab.length - from - end;
      slab = Buffer.allocUnsafeSlow(Math.max(SLAB, needed));
      from = 0;
      end = type.encode(value, slab, HEADER_BYTES);
    }
    header.copy(slab, from);
    const bytes = slab.subarray(from, end);
    from = end;
    return bytes;
  };
}

function unknownHeader(name: RecordName, bytes: Buffer): TonewatchError {
  return isSingleObject(bytes)
    ? new TonewatchError(
        'AVRO_UNKNOWN_SCHEMA',
        `expected a ${name}; no release up to this one wrote schema fingerprint ${bytes.toString('hex', 2, HEADER_BYTES)}`,
      )
    : malformed(name, bytes);
}

function malformed(name: RecordName, bytes: Buffer): TonewatchError {
  const what = isSingleObject(bytes)
    ? 'are cut off, too long or damaged'
    : 'do not begin with an Avro header (c301…)';
  return new TonewatchError('AVRO_MALFORMED', `expected a ${name}: the ${bytes.length} bytes ${what}`);
}
