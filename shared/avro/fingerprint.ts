/** An Avro schema as JSON; only what the canonical form looks at is named. */
export type SchemaJson = string | readonly SchemaJson[] | SchemaObject;
export interface SchemaObject {
  readonly type: SchemaJson;
  readonly name?: string;
  readonly namespace?: string;
  readonly fields?: readonly { readonly name: string; readonly type: SchemaJson }[];
  readonly symbols?: readonly string[];
  readonly items?: SchemaJson;
  readonly values?: SchemaJson;
  readonly size?: number;
}

const primitives = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);

/**
 * Parsing Canonical Form of a schema: what decides how bytes are read, and nothing else (no docs, defaults, logical
 * types), as the Avro specification 1.12, "Parsing Canonical Form for Schemas" defines it.
 */
export function canonicalForm(schema: SchemaJson, namespace = ''): string {
  if (typeof schema === 'string') return JSON.stringify(fullName(schema, namespace));
  if (isUnion(schema)) return `[${schema.map((branch) => canonicalForm(branch, namespace)).join(',')}]`;
  const { type } = schema;
  if (typeof type !== 'string') return canonicalForm(type, namespace);
  if (primitives.has(type)) return JSON.stringify(type);
  if (type === 'array') return `{"type":"array","items":${canonicalForm(schema.items ?? 'null', namespace)}}`;
  if (type === 'map') return `{"type":"map","values":${canonicalForm(schema.values ?? 'null', namespace)}}`;
  return namedForm(schema, type, namespace);
}

function namedForm(schema: SchemaObject, type: string, namespace: string): string {
  const name = fullName(schema.name ?? '', schema.namespace ?? namespace);
  const inner = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
  const parts = [`"name":${JSON.stringify(name)}`, `"type":${JSON.stringify(type)}`];
  if (schema.fields) {
    const fields = schema.fields.map(
      (field) => `{"name":${JSON.stringify(field.name)},"type":${canonicalForm(field.type, inner)}}`,
    );
    parts.push(`"fields":[${fields.join(',')}]`);
  }
  if (schema.symbols) parts.push(`"symbols":${JSON.stringify(schema.symbols)}`);
  if (schema.size !== undefined) parts.push(`"size":${schema.size}`);
  return `{${parts.join(',')}}`;
}

const isUnion = (schema: SchemaJson): schema is readonly SchemaJson[] => Array.isArray(schema);

function fullName(name: string, namespace: string): string {
  return primitives.has(name) || name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}

const EMPTY = 0xc15d213aa4d7a795n;
const table = Array.from({ length: 256 }, (_, index) => {
  let value = BigInt(index);
  for (let bit = 0; bit < 8; bit += 1) value = (value >> 1n) ^ (value & 1n ? EMPTY : 0n);
  return value;
});

/** CRC-64-AVRO (the 64-bit Rabin fingerprint of the Avro specification, "Schema Fingerprints") of UTF-8 text. */
export function crc64Avro(text: string): bigint {
  let value = EMPTY;
  for (const byte of Buffer.from(text, 'utf8')) {
    value = (value >> 8n) ^ (table[Number((value ^ BigInt(byte)) & 0xffn)] ?? 0n);
  }
  return value;
}
