import { TonewatchError } from '../errors/tonewatch-error.ts';
import type { JsonObject } from './feed-post.ts';

/** The fields of one CSV record (RFC 4180: quoted fields may hold commas, line breaks and doubled quotes). */
export function parseCsvRecord(record: string): string[] {
  const fields: string[] = [];
  const end = record.endsWith('\r\n') ? record.length - 2 : record.length - (record.endsWith('\n') ? 1 : 0);
  let at = 0;
  for (;;) {
    const next = record[at] === '"' ? closingQuote(record, at, end) : fieldEnd(record, at, end);
    const raw = record.slice(at, next);
    fields.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (next >= end) return fields;
    if (record[next] !== ',')
      throw notCsv(`field ${fields.length}: expected a comma after the closing quote`);
    at = next + 1;
  }
}

/** The record as an object, column by column. Throws PAYLOAD_INVALID when it has another number of fields. */
export function csvObject(record: string, columns: readonly string[]): JsonObject {
  const fields = parseCsvRecord(record);
  if (fields.length !== columns.length) {
    throw notCsv(`expected ${columns.length} fields (${columns.join(', ')}), got ${fields.length}`);
  }
  const object: Record<string, string | undefined> = {};
  for (const [index, column] of columns.entries()) object[column] = fields[index];
  return object;
}

function fieldEnd(record: string, from: number, end: number): number {
  const comma = record.indexOf(',', from);
  const stop = comma < 0 || comma > end ? end : comma;
  if (/[\r\n]/u.test(record.slice(from, stop))) throw notCsv('expected one record, got several lines');
  return stop;
}

function closingQuote(record: string, from: number, end: number): number {
  let at = from + 1;
  for (;;) {
    const quote = record.indexOf('"', at);
    if (quote < 0 || quote >= end) throw notCsv('a quoted field has no closing quote');
    if (record[quote + 1] !== '"') return quote + 1;
    at = quote + 2;
  }
}

const notCsv = (problem: string): TonewatchError =>
  new TonewatchError('PAYLOAD_INVALID', `CSV record: ${problem}`);
