import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { readJsonLines, textField } from './json-lines.ts';
import { layoutOf } from './known-tables.ts';
import { streamLines } from './stream-lines.ts';
import { readTable } from './table.ts';

/**
 * The texts of a file, whatever labels it has: the field or column `text` of JSON Lines or a table, else every line.
 * JSON Lines and plain lines are streamed, so the file may be larger than memory.
 * @param column where the text is, if not where readLabelledTexts would look.
 * @throws TonewatchError INPUT_FILE_UNREADABLE naming file and line.
 */
export async function* readTexts(path: string, column?: string): AsyncGenerator<string> {
  if (/\.jsonl(?:\.gz)?$/u.test(path)) {
    for await (const json of readJsonLines(path)) yield textField(path, json, column ?? 'text');
  } else if (/\.[ct]sv(?:\.gz)?$/u.test(path)) {
    const rows = await readTable(path);
    const header = Object.keys(rows[0] ?? {});
    const name = column ?? layoutOf(header).text ?? 'text';
    if (rows.length > 0 && !header.includes(name)) {
      throw new TonewatchError(
        'INPUT_FILE_UNREADABLE',
        `${path}: no column '${name}'; it has ${header.join(', ')}`,
      );
    }
    for (const row of rows) yield row[name] ?? '';
  } else {
    yield* streamLines(path);
  }
}
