import { StringDecoder } from 'node:string_decoder';
import type { OutgoingRecord } from '#shared/stream/port.ts';
import { CsvRecords, type CsvFormat, type CsvRecord } from './csv-records.ts';
import { cut } from './payload-size.ts';

export interface TableOptions {
  readonly format: CsvFormat;
  /** Column with the native id: the key of the payloads. */
  readonly idColumn: string;
  /** Told of every row that does not fit the header; it is sent as it stands, for ingest to dead-letter. */
  readonly onMalformed: (line: number, reason: string) => void;
}

/**
 * Rows of a table with a header row as JSON payloads, one object of strings a row, keyed by the native id. A row that
 * is malformed becomes a payload of its raw text.
 */
export async function* tablePayloads(
  pieces: AsyncIterable<Buffer>,
  options: TableOptions,
): AsyncGenerator<OutgoingRecord[]> {
  const decoder = new StringDecoder('utf8');
  const records = new CsvRecords(options.format);
  let toPayload: ((record: CsvRecord) => OutgoingRecord) | null = null;
  const payloads = (batch: CsvRecord[]): OutgoingRecord[] => {
    if (batch.length > 0 && toPayload === null) {
      toPayload = rowWriter(batch[0]?.fields ?? [], options);
      return batch.slice(1).map(toPayload);
    }
    return toPayload === null ? [] : batch.map(toPayload);
  };
  for await (const piece of pieces) {
    const batch = payloads(records.push(decoder.write(piece)));
    if (batch.length > 0) yield batch;
  }
  const rest = payloads([...records.push(decoder.end()), ...records.end()]);
  if (rest.length > 0) yield rest;
}

function rowWriter(header: readonly string[], options: TableOptions): (record: CsvRecord) => OutgoingRecord {
  const names = header.map((name, column) => (column === 0 ? name.replace(/^\uFEFF/u, '') : name).trim());
  const members = names.map((name, column) => `${column === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  const id = names.indexOf(options.idColumn);
  return ({ fields, raw, line }) => {
    if (fields?.length !== names.length) {
      options.onMalformed(line, reasonOf(fields, names.length));
      return { key: null, value: cut(Buffer.from(raw)) };
    }
    let json = '';
    for (let column = 0; column < names.length; column += 1) {
      json += (members[column] ?? '') + JSON.stringify(fields[column]);
    }
    return { key: fields[id] ?? null, value: cut(Buffer.from(`${json}}`)) };
  };
}

function reasonOf(fields: readonly string[] | null, columns: number): string {
  return fields === null
    ? 'a quote is not closed as it should be'
    : `${fields.length} fields, ${columns} expected`;
}
