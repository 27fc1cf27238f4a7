import { readdirSync, readFileSync } from 'node:fs';
import type { Schema } from 'avsc';
import { canonicalForm, crc64Avro, type SchemaJson } from './fingerprint.ts';

export type RecordName = 'Post' | 'CleanedPost' | 'Mention' | 'DeadLetter';
export const recordNames: readonly RecordName[] = ['Post', 'CleanedPost', 'Mention', 'DeadLetter'];

/** One schema file, as JSON, with the ten bytes that single-object encoding puts before its records. */
export interface SchemaFile {
  readonly release: string | null;
  readonly json: SchemaJson & Schema;
  /** `C3 01` and the CRC-64-AVRO fingerprint, little-endian. */
  readonly header: Buffer;
}

export const HEADER_BYTES = 10;
const folder = new URL('../../schemas/', import.meta.url);

/** The schema that records are written with in this release. */
export function currentSchema(name: RecordName): SchemaFile {
  return readSchema(new URL(`${name}.avsc`, folder), null);
}

/** The schemas that earlier releases wrote with, oldest first: schemas/released/<version>/. */
export function releasedSchemas(name: RecordName): SchemaFile[] {
  const released = new URL('released/', folder);
  return readdirSync(released)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap((release) =>
      readdirSync(new URL(`${release}/`, released)).includes(`${name}.avsc`)
        ? [readSchema(new URL(`${release}/${name}.avsc`, released), release)]
        : [],
    );
}

function readSchema(file: URL, release: string | null): SchemaFile {
  const json = JSON.parse(readFileSync(file, 'utf8')) as SchemaJson & Schema;
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(0xc301, 0);
  header.writeBigUInt64LE(crc64Avro(canonicalForm(json)), 2);
  return { release, json, header };
}
