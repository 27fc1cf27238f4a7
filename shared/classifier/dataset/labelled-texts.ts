import { type Label, labels } from '../../avro/mention.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { readLines, readTable, type Row } from './table.ts';

export interface LabelledText {
  readonly text: string;
  /** Position in `labels`: 0 negative, 1 neutral, 2 positive. */
  readonly label: number;
}

/** Where texts and labels are in a file. */
export interface Columns {
  /** Column of the text (tables only; default `text`). */
  readonly text?: string | undefined;
  /** Column of the label (tables only; default `label`). */
  readonly label?: string | undefined;
  /** What the file calls each class, whatever the case. Default: its name, or 0, 1, 2 in the order of `labels`. */
  readonly classes?: Readonly<Record<string, Label>> | undefined;
}

export interface LabelledTexts {
  readonly rows: readonly LabelledText[];
  /** Rows with another label or no text. */
  readonly skipped: number;
}

const ownNames: Readonly<Record<string, Label>> = Object.fromEntries(
  labels.flatMap((label, i) => [
    [label, label],
    [String(i), label],
  ]),
);

/**
 * Labelled texts of a table (see readTable), or of a text file `*_text.txt`, a text a line, with the labels beside it
 * in `*_labels.txt` (TweetEval's layout).
 * @throws TonewatchError INPUT_FILE_UNREADABLE when the file is missing, lacks a column, or no row can be used.
 */
export async function readLabelledTexts(path: string, columns: Columns = {}): Promise<LabelledTexts> {
  const pairs = /_text\.txt$/u.test(path) ? await readPairs(path) : await readColumns(path, columns);
  const classes = new Map(
    Object.entries(columns.classes ?? ownNames).map(([name, label]) => [
      name.toLowerCase(),
      labels.indexOf(label),
    ]),
  );
  const rows: LabelledText[] = [];
  for (const [text, name] of pairs) {
    const label = classes.get(name.trim().toLowerCase());
    if (label !== undefined && text.trim() !== '') rows.push({ text, label });
  }
  if (rows.length === 0) {
    const found = [...new Set(pairs.slice(0, 1000).map(([, name]) => name))].slice(0, 5).join(', ');
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${path}: no row has a known label; expected ${[...classes.keys()].join(', ')}, found ${found || 'no rows'}`,
    );
  }
  return { rows, skipped: pairs.length - rows.length };
}

async function readPairs(path: string): Promise<[string, string][]> {
  const labelsPath = path.replace(/_text\.txt$/u, '_labels.txt');
  const [texts, names] = await Promise.all([readLines(path), readLines(labelsPath)]);
  if (texts.length !== names.length) {
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${labelsPath}: ${names.length} labels for the ${texts.length} texts of ${path}`,
    );
  }
  return texts.map((text, i) => [text, names[i] ?? '']);
}

async function readColumns(path: string, columns: Columns): Promise<[string, string][]> {
  const rows = await readTable(path);
  const text = columnOf(rows, columns.text ?? 'text', path);
  const label = columnOf(rows, columns.label ?? 'label', path);
  return rows.map((row) => [row[text] ?? '', row[label] ?? '']);
}

function columnOf(rows: readonly Row[], name: string, path: string): string {
  const first = rows[0];
  if (first && !(name in first)) {
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${path}: no column '${name}'; it has ${Object.keys(first).join(', ')}`,
    );
  }
  return name;
}
