import { z } from 'zod';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { readLines, readTable } from '../dataset/table.ts';

/**
 * The texts of a file without their labels: a column of a table (`.csv`, `.tsv`), a field of JSON lines (`.jsonl`), or
 * the lines of a `.txt`; each also with `.gz`.
 * @throws TonewatchError INPUT_FILE_UNREADABLE when the file is missing or has no such column.
 */
export async function readTexts(path: string, column: string): Promise<string[]> {
  if (/\.txt(?:\.gz)?$/u.test(path)) return readLines(path);
  if (/\.jsonl(?:\.gz)?$/u.test(path)) {
    const row = z.object({ [column]: z.string() });
    return (await readLines(path)).map((line, i) => {
      const parsed = row.safeParse(jsonOf(line));
      const text = parsed.data?.[column];
      if (text === undefined) throw unreadable(`${path}: line ${i + 1}: no text in the field '${column}'`);
      return text;
    });
  }
  const rows = await readTable(path);
  const [first] = rows;
  if (first && !(column in first)) {
    throw unreadable(`${path}: no column '${column}'; it has ${Object.keys(first).join(', ')}`);
  }
  return rows.map((row) => row[column] ?? '');
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const unreadable = (message: string): TonewatchError => new TonewatchError('INPUT_FILE_UNREADABLE', message);
