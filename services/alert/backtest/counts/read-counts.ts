import { BrokenRecord, CsvRecords } from './csv-records.ts';
import { CountRows } from './count-rows.ts';
import { seriesOf, type ProductCounts } from './count-series.ts';
import { CountsProblems } from './problems.ts';
import { parseTime } from './time.ts';

const columns = ['product', 'time', 'mentions', 'negative'] as const;
type Column = (typeof columns)[number];
/** Where each column stands, and how many there are in all. */
type Header = Readonly<Record<Column | 'width', number>>;

/**
 * The counts of a CSV (RFC 4180) with the columns product, time, mentions and negative, in any order and among others, its rows
 * in any order: one series a product, by product.
 *
 * @param pieces the text
 * @param file what it is called in messages
 * @throws TonewatchError COUNTS_INVALID with up to ten problems: line, field, what is expected
 */
export async function readCounts(pieces: AsyncIterable<string>, file: string): Promise<ProductCounts[]> {
  const problems = new CountsProblems(file);
  const rows = new RowReader(problems);
  const records = new CsvRecords((fields, line) => rows.take(fields, line));
  try {
    for await (const piece of pieces) records.push(piece);
    records.end();
  } catch (error) {
    if (!(error instanceof BrokenRecord)) throw error;
    problems.add(error.line, 'row', `${error.message}; quotes go around whole fields and are doubled inside`);
  }
  problems.throwIfAny();
  if (rows.products.size === 0)
    problems.fail('there are no rows; expected a header and a row for each bucket');
  return seriesOf(rows.products, problems);
}

class RowReader {
  readonly #problems: CountsProblems;
  readonly products = new Map<string, CountRows>();
  /** Products share their times: most have been read before. */
  readonly #times = new Map<string, number | null>();
  #header: Header | null = null;

  constructor(problems: CountsProblems) {
    this.#problems = problems;
  }

  take(fields: readonly string[], line: number): void {
    if (this.#header) this.#takeRow(fields, line, this.#header);
    else this.#header = headerOf(fields, line, this.#problems);
  }

  #takeRow(fields: readonly string[], line: number, header: Header): void {
    const problems = this.#problems;
    if (fields.length !== header.width) {
      const expected = `expected ${header.width} fields, as in the header`;
      problems.add(line, 'row', `${expected}, and quotes around a field with a comma`, fields.join(','));
      return;
    }
    const product = fields[header.product] ?? '';
    if (product.trim() === '') problems.add(line, 'product', 'expected the id of a product', product);
    const time = this.#timeOf(fields[header.time] ?? '');
    if (time === null) {
      const example = 'expected ISO 8601 like 2025-03-14T09:30:00Z';
      problems.add(line, 'time', example, fields[header.time]);
    }
    const mentions = this.#countOf(fields[header.mentions] ?? '', 'mentions', line);
    const negative = this.#countOf(fields[header.negative] ?? '', 'negative', line);
    if (mentions === null || negative === null || time === null) return;
    if (negative > mentions) {
      problems.add(line, 'negative', `expected no more than mentions (${mentions})`, String(negative));
      return;
    }
    let rows = this.products.get(product);
    if (!rows) this.products.set(product, (rows = new CountRows()));
    rows.push(time, mentions, negative, line);
  }

  #timeOf(text: string): number | null {
    let time = this.#times.get(text);
    if (time === undefined) this.#times.set(text, (time = parseTime(text.trim())));
    return time;
  }

  #countOf(text: string, column: Column, line: number): number | null {
    if (/^ *\d{1,9} *$/u.test(text)) return Number(text);
    this.#problems.add(line, column, 'expected a whole number, 0 or more', text);
    return null;
  }
}

function headerOf(fields: readonly string[], line: number, problems: CountsProblems): Header {
  const names = fields.map((name) => name.trim().toLowerCase());
  const at = (column: Column): number => {
    const index = names.indexOf(column);
    if (index < 0) problems.add(line, column, 'there is no such column in the header', fields.join(','));
    else if (names.lastIndexOf(column) !== index) problems.add(line, column, 'two columns are called that');
    return index;
  };
  const [product, time, mentions, negative] = columns.map(at) as [number, number, number, number];
  problems.throwIfAny();
  return { product, time, mentions, negative, width: fields.length };
}
