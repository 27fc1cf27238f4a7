/** One record of a file of separated values: its fields, or, where the quoting is broken, only its raw first line. */
export interface CsvRecord {
  /** Null when the quoting is broken: then `raw` is one physical line, and reading goes on with the next. */
  readonly fields: readonly string[] | null;
  /** The record as it stands in the file, without its line end. */
  readonly raw: string;
  /** Line of the file that it starts on, from 1. */
  readonly line: number;
}

export interface CsvFormat {
  readonly delimiter: ',' | '\t';
  /** Whether fields may be quoted (RFC 4180); tab-separated files are read without. */
  readonly quotes: boolean;
}

/** A quoted field that is still open after so many characters is taken for a broken one. */
const MAX_RECORD = 256 * 1024;

type Scan = { readonly fields: string[]; readonly end: number } | 'incomplete' | 'broken';

/**
 * Splits text that arrives in pieces into the records of RFC 4180: quoted fields may hold delimiters, line breaks and
 * doubled quotes. Written for feeds: after a broken quote exactly one line is lost, where csv-parse (measured) skips
 * good rows up to the next quote that happens to fit.
 */
export class CsvRecords {
  readonly #format: CsvFormat;
  #text = '';
  #line = 1;

  constructor(format: CsvFormat) {
    this.#format = format;
  }

  /** The records that are complete with this piece. */
  push(piece: string): CsvRecord[] {
    this.#text += piece;
    return this.#take(false);
  }

  /** The records that are left at the end of the file. */
  end(): CsvRecord[] {
    return this.#take(true);
  }

  #take(final: boolean): CsvRecord[] {
    const text = this.#text;
    const records: CsvRecord[] = [];
    let start = 0;
    while (start < text.length) {
      const scan = this.#scan(text, start, final);
      if (scan === 'incomplete' && !final && text.length - start <= MAX_RECORD) break;
      const whole = typeof scan === 'object';
      const end = whole ? scan.end : endOfLine(text, start);
      const raw = text.slice(start, withoutReturn(text, start, end));
      if (raw !== '') records.push({ fields: whole ? scan.fields : null, raw, line: this.#line });
      this.#line += 1 + (whole && this.#format.quotes ? lineBreaks(raw) : 0);
      start = end + 1;
    }
    this.#text = start >= text.length ? '' : text.slice(start);
    return records;
  }

  /** The record that starts at `start`; `end` is the index of its line feed (or of the end of the text). */
  #scan(text: string, start: number, final: boolean): Scan {
    const { delimiter, quotes } = this.#format;
    const line = text.indexOf('\n', start);
    if (line < 0 && !final) return 'incomplete';
    const end = line < 0 ? text.length : line;
    const plain = text.slice(start, withoutReturn(text, start, end));
    if (!quotes || !plain.includes('"')) return { fields: plain.split(delimiter), end };
    return scanQuoted(text, start, delimiter, final);
  }
}

function scanQuoted(text: string, start: number, delimiter: string, final: boolean): Scan {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    let fieldEnd: number;
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1);
      if (close < 0) return 'incomplete';
      fields.push(text.slice(at + 1, close).replaceAll('""', '"'));
      fieldEnd = close + 1;
      if (text[fieldEnd] === '\r' && (text[fieldEnd + 1] === '\n' || fieldEnd + 1 === text.length))
        fieldEnd += 1;
    } else {
      fieldEnd = endOfField(text, at, delimiter);
      const end = text[fieldEnd] === delimiter ? fieldEnd : withoutReturn(text, at, fieldEnd);
      fields.push(text.slice(at, end));
    }
    if (fieldEnd >= text.length) return final ? { fields, end: text.length } : 'incomplete';
    if (text[fieldEnd] === '\n') return { fields, end: fieldEnd };
    if (text[fieldEnd] !== delimiter) return 'broken';
    at = fieldEnd + 1;
  }
}

/** Index of the quote that closes a field whose text starts at `from`; −1 when there is none yet. */
function closingQuote(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote;
}

function endOfField(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at += 1;
  return at;
}

function endOfLine(text: string, start: number): number {
  const line = text.indexOf('\n', start);
  return line < 0 ? text.length : line;
}

function withoutReturn(text: string, start: number, end: number): number {
  return end > start && text[end - 1] === '\r' ? end - 1 : end;
}

function lineBreaks(raw: string): number {
  let count = 0;
  for (let at = raw.indexOf('\n'); at >= 0; at = raw.indexOf('\n', at + 1)) count += 1;
  return count;
}
