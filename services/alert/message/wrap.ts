/**
 * Breaks a line between words into lines of at most `width` characters, where words are no longer. All but the first begin with
 * `indent` spaces, which are not counted.
 */
export function wrap(line: string, width: number, indent = 0): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current].join(`\n${' '.repeat(indent)}`);
}
