import type { SchemaJson, SchemaObject } from './fingerprint.ts';

/**
 * Walks over encoded bytes before they are decoded: avsc trusts the lengths it reads, so that a few garbage bytes can
 * make it fill an array of a thousand million items. Here every length, index and number is held against the bytes.
 */
export type Walk = (bytes: Buffer, from: number) => number;

const BAD = -1;
type Step = (cursor: Cursor) => boolean;

class Cursor {
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  number = 0;

  /** Reads a zig-zag number into `number`; false when it is cut off or beyond what a JavaScript number holds. */
  read(): boolean {
    const first = this.bytes[this.at++] ?? 0;
    let size = (first & 0x7f) >> 1;
    let byte = first;
    for (let scale = 64; byte >= 0x80; scale *= 128) {
      if (this.at >= this.bytes.length || scale > 2 ** 62) return false;
      byte = this.bytes[this.at++] as number;
      size += (byte & 0x7f) * scale;
    }
    this.number = first & 1 ? -size - 1 : size;
    return this.at <= this.bytes.length && size < Number.MAX_SAFE_INTEGER;
  }

  skip(count: number): boolean {
    this.at += count;
    return count >= 0 && this.at <= this.bytes.length;
  }
}

const long: Step = (cursor) => cursor.read();
const int: Step = (cursor) => cursor.read() && cursor.number === (cursor.number | 0);
const sized: Step = (cursor) => cursor.read() && cursor.skip(cursor.number);
const fixed =
  (size: number): Step =>
  (cursor) =>
    cursor.skip(size);
const below =
  (count: number): Step =>
  (cursor) =>
    cursor.read() && cursor.number >= 0 && cursor.number < count;

const primitiveSteps: Readonly<Record<string, Step>> = {
  null: () => true,
  boolean: fixed(1),
  int,
  long,
  float: fixed(4),
  double: fixed(8),
  bytes: sized,
  string: sized,
};

/** Makes the walk for a schema. It answers the position behind the value, or -1 when the bytes do not hold one. */
export function boundsWalk(schema: SchemaJson): Walk {
  const step = stepFor(schema, new Map());
  const cursor = new Cursor();
  return (bytes, from) => {
    cursor.bytes = bytes;
    cursor.at = from;
    return step(cursor) ? cursor.at : BAD;
  };
}

function stepFor(schema: SchemaJson, named: Map<string, Step>): Step {
  if (typeof schema === 'string') {
    const step = primitiveSteps[schema] ?? named.get(schema);
    if (!step) throw new Error(`schema names an unknown type ${schema}`);
    return step;
  }
  if (isUnion(schema)) return unionStep(schema.map((branch) => stepFor(branch, named)));
  if (typeof schema.type !== 'string') return stepFor(schema.type, named);
  switch (schema.type) {
    case 'record':
      return recordStep(schema, named);
    case 'array':
      return arrayStep(stepFor(schema.items ?? 'null', named));
    case 'enum':
      return named.set(schema.name ?? '', below(schema.symbols?.length ?? 0)).get(schema.name ?? '') ?? long;
    default:
      return stepFor(schema.type, named);
  }
}

const isUnion = (schema: SchemaJson): schema is readonly SchemaJson[] => Array.isArray(schema);

function recordStep(schema: SchemaObject, named: Map<string, Step>): Step {
  const steps = (schema.fields ?? []).map((field) => stepFor(field.type, named));
  const step: Step = (cursor) => {
    for (const field of steps) if (!field(cursor)) return false;
    return true;
  };
  named.set(schema.name ?? '', step);
  return step;
}

function unionStep(branches: readonly Step[]): Step {
  return (cursor) => cursor.read() && (branches[cursor.number]?.(cursor) ?? false);
}

/** Blocks of a count and so many items (each at least one byte), until a count of 0; negative: a byte size follows. */
function arrayStep(item: Step): Step {
  return (cursor) => {
    while (cursor.read()) {
      let count = Math.abs(cursor.number);
      if (count === 0) return true;
      if (cursor.number < 0 && !cursor.read()) return false;
      if (count > cursor.bytes.length - cursor.at) return false;
      while (count-- > 0) if (!item(cursor)) return false;
    }
    return false;
  };
}
