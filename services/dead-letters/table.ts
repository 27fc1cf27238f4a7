import type { DeadLetter } from '#shared/avro/dead-letter.ts';

const INDENT = '    ';

/** What the topic holds: how many of each code there are, and the newest letters. */
export interface Letters {
  readonly newest: readonly DeadLetter[];
  readonly counts: ReadonlyMap<string, number>;
}

/** For people: a row for each letter with its message below, within so many columns; then how many there are of what. */
export function asTable({ newest, counts }: Letters, columns: number): string {
  if (newest.length === 0) return 'No dead letters.\n';
  const heading = ['TIME (UTC)', 'STAGE', 'CODE', 'ORIGIN'];
  const rows = newest.map(({ failedAt, stage, code, topic, partition, offset }) => [
    new Date(failedAt).toISOString().slice(0, 19).replace('T', ' '),
    stage,
    code,
    `${topic}/${partition}@${offset}`,
  ]);
  const widths = heading.map((_, column) =>
    Math.max(...[heading, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const lines = newest.flatMap(({ message }, index) => [
    lineOf(rows[index] ?? []),
    ...wrapped(message, columns - INDENT.length).map((line) => INDENT + line),
  ]);
  return `${[lineOf(heading), ...lines, '', ...wrapped(summary(newest.length, counts), columns)].join('\n')}\n`;
}

function summary(shown: number, counts: Letters['counts']): string {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const byCode = [...counts].sort(([, a], [, b]) => b - a).map(([code, count]) => `${number(count)} ${code}`);
  const these = shown < all ? `The newest ${number(shown)} of ${number(all)}` : `All ${number(all)}`;
  return `${these} dead letters: ${byCode.join(', ')}.`;
}

/** The words of a text on lines of at most so many characters; a word that is longer is cut. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[\s\p{Cc}\p{Cf}]+/u)) {
    for (let rest = word; rest !== ''; rest = rest.slice(columns)) {
      const part = rest.slice(0, columns);
      if (line !== '' && line.length + 1 + part.length > columns) {
        lines.push(line);
        line = '';
      }
      line += (line === '' ? '' : ' ') + part;
    }
  }
  return line === '' ? lines : [...lines, line];
}

const number = (value: number): string => value.toLocaleString('en-US');
