import { TonewatchError } from '../errors/tonewatch-error.ts';

const SHOWN = 60;

/** QUERY_SYNTAX, with the place. */
export class QuerySyntaxError extends TonewatchError {
  /** Index of the character in the query, from 0. */
  readonly position: number;
  /** The line of the query (cut when it is long) and, on a second line, a caret under the character. */
  readonly excerpt: string;

  constructor(query: string, position: number, problem: string) {
    const before = query.slice(0, position);
    const line = before.split('\n').length;
    const column = position - (before.lastIndexOf('\n') + 1);
    const place = query.includes('\n') ? `line ${line}, character ${column + 1}` : `character ${column + 1}`;
    super('QUERY_SYNTAX', `${problem}, at ${place}`);
    this.position = position;
    this.excerpt = excerptOf(query.split('\n')[line - 1] ?? '', column);
  }
}

function excerptOf(line: string, column: number): string {
  const from = Math.max(0, column - SHOWN);
  const to = Math.min(line.length, column + SHOWN);
  const head = from > 0 ? '…' : '';
  const shown = `${head}${line.slice(from, to)}${to < line.length ? '…' : ''}`.replace(/\s/gu, ' ');
  return `${shown}\n${' '.repeat(head.length + column - from)}^`;
}
