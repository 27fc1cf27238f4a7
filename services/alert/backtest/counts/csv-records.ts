import { CsvError, parse } from 'csv-parse/sync';

/** A quoted record that is still open after so many characters is taken for a broken one. */
const MAX_RECORD = 64 * 1024;

/** A record that is not CSV, and the line that it begins on. */
export class BrokenRecord extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Told of a record: its fields, and the line that it begins on, from 1. */
export type TakeRecord = (fields: readonly string[], line: number) => void;

/**
 * Splits CSV (RFC 4180) that arrives in pieces into its records; empty lines are none. Records with a quote go to csv-parse.
 * Those without are split at their commas here: csv-parse takes 7 µs for a row of counts, which is half a minute for
 * the minutes of 72 products over six weeks.
 */
export class CsvRecords {
  readonly #take: TakeRecord;
  #rest = '';
  /** Lines that are done. */
  #line = 0;
  /** Lines of a record whose quotes are open still. */
  #open: string[] = [];
  #openLength = 0;
  #openQuotes = 0;

  constructor(take: TakeRecord) {
    this.#take = take;
  }

  /** @throws BrokenRecord where quotes do not close, or stand where none may */
  push(piece: string): void {
    const text = this.#rest + (this.#line === 0 && this.#rest === '' ? piece.replace(/^\uFEFF/u, '') : piece);
    let from = 0;
    for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      this.#takeLine(text.slice(from, to));
      from = to + 1;
    }
    this.#rest = text.slice(from);
  }

  /** @throws BrokenRecord */
  end(): void {
    if (this.#rest !== '') this.#takeLine(this.#rest);
    this.#rest = '';
    if (this.#open.length > 0) this.#takeOpen();
  }

  #takeLine(line: string): void {
    this.#line += 1;
    if (this.#open.length === 0 && !line.includes('"')) {
      const text = line.endsWith('\r') ? line.slice(0, -1) : line;
      if (text !== '') this.#take(text.split(','), this.#line);
      return;
    }
    this.#open.push(line);
    this.#openLength += line.length;
    this.#openQuotes += line.split('"').length - 1;
    // Quotes come in pairs: around a field, and doubled inside of one.
    if (this.#openQuotes % 2 === 0 || this.#openLength > MAX_RECORD) this.#takeOpen();
  }

  #takeOpen(): void {
    const line = this.#line - this.#open.length + 1;
    const fields = fieldsOf(this.#open.join('\n').replace(/\r$/u, ''), line);
    this.#open = [];
    this.#openLength = 0;
    this.#openQuotes = 0;
    this.#take(fields, line);
  }
}

function fieldsOf(record: string, line: number): string[] {
  try {
    return parse(record, { relaxColumnCount: true })[0] ?? [];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED';
    throw new BrokenRecord(line, unclosed ? 'a quote is not closed' : 'a quote stands inside a field');
  }
}
