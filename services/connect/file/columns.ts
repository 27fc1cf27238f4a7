import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

/** Post field → column; fields that it leaves out are looked for under their own name. */
export type ColumnMap = Readonly<Record<string, string>>;

const SHOWN = 400;

/**
 * Throws CONFIG_INVALID when the header of a table lacks a column that `map` names, so that a slip ends a run at its
 * beginning and not as a dead letter a row; with `complete` also when a post could not do without a column that is
 * missing.
 */
export function checkColumns(
  file: string,
  header: readonly string[],
  map: ColumnMap,
  complete: boolean,
): void {
  const has = (field: string): boolean => header.includes(map[field] ?? field);
  const deletes = has('change') || has('deleted');
  const needed = complete ? ['id', ...(deletes ? [] : ['text', 'postedAt'])] : [];
  const missing = [...new Set([...Object.keys(map), ...needed])].filter((field) => !has(field));
  if (missing.length === 0) return;
  const named = missing.map((field) => (map[field] === undefined ? field : `${field}=${map[field]}`));
  const columns = header.join(', ');
  const shown = columns.length > SHOWN ? `${columns.slice(0, SHOWN)}…` : columns;
  const hint = header.length === 1 && columns.includes(';') ? ' (expected commas between them)' : '';
  throw new TonewatchError(
    'CONFIG_INVALID',
    `--map: ${file} has no column for ${named.join(', ')}; its columns are ${shown}${hint}`,
  );
}
