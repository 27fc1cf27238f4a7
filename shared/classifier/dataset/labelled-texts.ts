import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { readJsonLines, textField } from './json-lines.ts';
import { type ClassNames, layoutOf } from './known-tables.ts';
import { FILE_PER_CLASS, readFilePerClass, readLabelAndText, readTextAndLabels } from './labelled-lines.ts';
import type { LabelledRecord } from './labelled-record.ts';
import { numbersOf } from './label-numbers.ts';
import type { LabelledTexts } from './labelled-text.ts';
import { readTable } from './table.ts';
import { type Target, threeClasses } from './target.ts';

/** Where texts and labels are in a file; what is left out is known from the file, see readLabelledTexts. */
export interface Columns {
  /** Column or field of the text (tables and JSON Lines). */
  readonly text?: string | undefined;
  /** Column or field of the label (tables and JSON Lines). */
  readonly label?: string | undefined;
  /** What the file calls each class, whatever the case. */
  readonly classes?: ClassNames | undefined;
  /** Column or field that says which texts belong together, e.g. `movie` (tables and JSON Lines). */
  readonly group?: string | undefined;
}

/** What is in a file, before its labels are made numbers. */
interface LabelledFile {
  readonly records: readonly LabelledRecord[];
  /** What it calls the classes; undefined: by their names, or by numbers in their order. */
  readonly classes?: ClassNames | undefined;
}

/**
 * Labelled texts of a file, read by what it is (each also packed, `.gz`):
 *
 * * `*.csv`, `*.tsv`: a table with a header; columns and classes of the sets in known-tables.ts are known, others have
 *   `text` and `label` (for ratings `rating`, where there is one);
 * * `*.jsonl`: an object a line with the same fields (IMDB);
 * * `*_text.txt` with `*_labels.txt` beside it (TweetEval);
 * * `*.neg.txt` and `*.pos.txt`, either name for both (MR);
 * * any other `*.txt`: label, space, text a line (SST, customer reviews).
 *
 * @param target what the labels are to be: classes (others are skipped) or numbers.
 * @throws TonewatchError INPUT_FILE_UNREADABLE when the file is missing, lacks a column, is not what its name says, has
 * a rating out of range, or no row can be used.
 */
export async function readLabelledTexts(
  path: string,
  columns: Columns = {},
  target: Target = threeClasses,
): Promise<LabelledTexts> {
  const { records, classes } = await readRecords(path, columns, target);
  return numbersOf(path, records, target, columns.classes ?? classes);
}

async function readRecords(path: string, columns: Columns, target: Target): Promise<LabelledFile> {
  if (/\.jsonl(?:\.gz)?$/u.test(path)) return readFields(path, columns, target);
  if (!/\.txt(?:\.gz)?$/u.test(path) && !FILE_PER_CLASS.test(path)) return readColumns(path, columns, target);
  if (columns.group !== undefined) {
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}: no column '${columns.group}'; it has none`);
  }
  if (/_text\.txt(?:\.gz)?$/u.test(path)) return readTextAndLabels(path);
  return FILE_PER_CLASS.test(path) ? readFilePerClass(path) : readLabelAndText(path);
}

async function readFields(path: string, columns: Columns, target: Target): Promise<LabelledFile> {
  const label = columns.label ?? (target.type === 'rating' ? 'rating' : 'label');
  const records: LabelledRecord[] = [];
  for await (const json of readJsonLines(path)) {
    const value = json.fields[label];
    records.push({
      text: textField(path, json, columns.text ?? 'text'),
      label: typeof value === 'string' || typeof value === 'number' ? String(value) : '',
      group: columns.group === undefined ? undefined : textField(path, json, columns.group),
      place: `line ${json.line}`,
    });
  }
  return { records };
}

async function readColumns(path: string, columns: Columns, target: Target): Promise<LabelledFile> {
  const rows = await readTable(path);
  const header = Object.keys(rows[0] ?? {});
  const layout = layoutOf(header);
  const rating = target.type === 'rating' && header.includes('rating') ? 'rating' : undefined;
  const text = columns.text ?? layout.text ?? 'text';
  const label = columns.label ?? rating ?? layout.label ?? 'label';
  const { group } = columns;
  for (const name of [text, label, ...(group === undefined ? [] : [group])]) {
    if (rows.length > 0 && !header.includes(name)) {
      throw new TonewatchError(
        'INPUT_FILE_UNREADABLE',
        `${path}: no column '${name}'; it has ${header.join(', ')}`,
      );
    }
  }
  const records = rows.map((row, i) => ({
    text: row[text] ?? '',
    label: row[label] ?? '',
    group: group === undefined ? undefined : row[group],
    place: `record ${i + 1}`,
  }));
  return { records, classes: layout.classes };
}
