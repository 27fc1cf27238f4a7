import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { streamLines } from './stream-lines.ts';

export interface JsonLine {
  /** From 1 on. */
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * The objects of a JSON Lines file, packed (.gz) or not, as they are read; empty lines are passed over.
 * @throws TonewatchError INPUT_FILE_UNREADABLE naming the line.
 */
export async function* readJsonLines(path: string): AsyncGenerator<JsonLine> {
  let line = 0;
  for await (const text of streamLines(path)) {
    line++;
    if (text.trim() !== '') yield { line, fields: parseObject(path, line, text) };
  }
}

/**
 * A field that must be text.
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export function textField(path: string, { line, fields }: JsonLine, name: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  throw new TonewatchError(
    'INPUT_FILE_UNREADABLE',
    `${path}: line ${line}: expected a string in the field '${name}'; it has ${Object.keys(fields).join(', ') || 'no fields'}`,
  );
}

function parseObject(path: string, line: number, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below, as for any other line that holds no object.
  }
  throw new TonewatchError(
    'INPUT_FILE_UNREADABLE',
    `${path}: line ${line}: expected a JSON object, found ${text.slice(0, 40)}`,
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
