import { isUtf8 } from 'node:buffer';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { malformedRow } from '#shared/feed/malformed-row.ts';
import type { OutgoingRecord } from '#shared/stream/port.ts';
import { CsvRecords, type CsvFormat, type CsvRecord } from './csv-records.ts';
import { cut } from './payload-size.ts';

export interface TableOptions {
  /** For errors. */
  readonly file: string;
  readonly format: CsvFormat;
  /** Column with the native id: the key of the payloads. */
  readonly idColumn: string;
  /** Told of every row that does not fit the header; it is sent with the reason, for ingest to dead-letter. */
  readonly onMalformed: (reason: string) => void;
}

/** Bytes of a malformed row that are kept: as JSON they always fit into a payload. */
const MAX_ROW = 64 * 1024;

/**
 * Rows of a table with a header row as JSON payloads, one object of strings a row, keyed by the native id. A row that
 * is malformed becomes a payload that says so (see malformedRow); one that is not UTF-8 is passed on byte for byte.
 * Throws INPUT_FILE_UNREADABLE when that is true of the header.
 */
export async function* tablePayloads(
  pieces: AsyncIterable<Buffer>,
  options: TableOptions,
): AsyncGenerator<OutgoingRecord[]> {
  let toPayload: ((record: CsvRecord) => OutgoingRecord) | null = null;
  for await (const records of recordsOf(pieces, options.format)) {
    const rows = toPayload === null ? records.slice(1) : records;
    toPayload ??= rowWriter(headerOf(options.file, records[0]), options);
    if (rows.length > 0) yield rows.map(toPayload);
  }
}

/** The names of the columns; null when the file is empty. Throws INPUT_FILE_UNREADABLE. */
export async function readHeader(
  pieces: AsyncIterable<Buffer>,
  { file, format }: Pick<TableOptions, 'file' | 'format'>,
): Promise<readonly string[] | null> {
  for await (const records of recordsOf(pieces, format)) return headerOf(file, records[0]);
  return null;
}

/** Records, one character a byte: a break between two pieces, or a byte that is not UTF-8, then harms nothing. */
async function* recordsOf(pieces: AsyncIterable<Buffer>, format: CsvFormat): AsyncGenerator<CsvRecord[]> {
  const reader = new CsvRecords(format);
  for await (const piece of pieces) {
    const records = reader.push(piece.toString('latin1'));
    if (records.length > 0) yield records;
  }
  const rest = reader.end();
  if (rest.length > 0) yield rest;
}

function headerOf(file: string, record: CsvRecord | undefined): readonly string[] {
  const { raw = '', fields } = record ?? {};
  // NUL is a sign of UTF-16.
  const problem =
    raw.includes('\0') || !isUtf8(bytesOf(raw))
      ? 'expected UTF-8, got another encoding'
      : fields
        ? null
        : 'the header has a quote that is not closed as it should be';
  if (problem !== null) throw new TonewatchError('INPUT_FILE_UNREADABLE', `${file}: ${problem}`);
  const names = (fields ?? []).map(decoded);
  return names.map((name, column) => (column === 0 ? name.replace(/^\uFEFF/u, '') : name).trim());
}

function rowWriter(names: readonly string[], options: TableOptions): (record: CsvRecord) => OutgoingRecord {
  const members = names.map((name, column) => `${column === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  const id = names.indexOf(options.idColumn);
  const refused = (record: CsvRecord): OutgoingRecord => {
    const reason = `line ${record.line}: ${reasonOf(record.fields, names.length)}`;
    options.onMalformed(reason);
    return { key: null, value: Buffer.from(malformedRow(reason, decoded(record.raw.slice(0, MAX_ROW)))) };
  };
  return (record) => {
    const ascii = !beyondAscii.test(record.raw);
    if (!ascii && !isUtf8(bytesOf(record.raw))) {
      options.onMalformed(`line ${record.line}: not UTF-8`);
      return { key: null, value: cut(bytesOf(record.raw)) };
    }
    if (record.fields?.length !== names.length) return refused(record);
    const fields = ascii ? record.fields : record.fields.map(decoded);
    let json = '';
    for (let column = 0; column < names.length; column += 1) {
      json += (members[column] ?? '') + JSON.stringify(fields[column]);
    }
    return { key: fields[id] ?? null, value: cut(Buffer.from(`${json}}`)) };
  };
}

const beyondAscii = /[\x80-\xff]/u;
const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
const decoded = (text: string): string => bytesOf(text).toString();

function reasonOf(fields: readonly string[] | null, columns: number): string {
  return fields === null
    ? 'a quote is not closed as it should be, or the row is longer than 256 KiB'
    : `${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, but the header has ${columns} columns`;
}
