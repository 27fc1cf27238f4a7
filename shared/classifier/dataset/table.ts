import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { fileProblem } from '../../errors/file-problem.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, string>>;

/**
 * All rows of a table with a header, by the ending of the file: `.csv` (quoted where needed) or `.tsv` (never quoted),
 * each also with `.gz`. Meant for data sets: the whole table is held in memory.
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function readTable(path: string): Promise<Row[]> {
  const text = await readText(path);
  const tabs = /\.tsv(?:\.gz)?$/u.test(path);
  if (!tabs && !/\.csv(?:\.gz)?$/u.test(path)) {
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${path}: expected a .csv or .tsv file, packed (.gz) or not`,
    );
  }
  try {
    const quoting = tabs ? { delimiter: '\t', quote: false as const } : {};
    return parse<Record<string, string>>(text, { columns: true, skipEmptyLines: true, ...quoting });
  } catch (cause) {
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}: ${fileProblem(cause)}`, { cause });
  }
}

/**
 * The lines of a text file, packed (.gz) or not.
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function readLines(path: string): Promise<string[]> {
  const text = await readText(path);
  return text.replace(/\r?\n$/u, '').split(/\r?\n/u);
}

async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    return (path.endsWith('.gz') ? await promisify(gunzip)(bytes) : bytes)
      .toString('utf8')
      .replace(/^\uFEFF/u, '');
  } catch (cause) {
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}: ${fileProblem(cause)}`, { cause });
  }
}
