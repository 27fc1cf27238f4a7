/** A line longer than this many characters is not kept: no input can make memory grow. */
export const LONGEST_LINE = 1_000_000;

/**
 * Cuts chunks of UTF-8 into lines; answers the lines that each chunk completes, `null` for one that is too long. The last
 * one need not end in a newline.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<(string | null)[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let tooLong = false;
  const finish = (line: string): string | null => {
    const whole =
      tooLong || line.length > LONGEST_LINE ? null : line.endsWith('\r') ? line.slice(0, -1) : line;
    tooLong = false;
    return whole;
  };
  for await (const chunk of chunks) {
    const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = pieces.pop() ?? '';
    if (pieces.length > 0) yield pieces.map(finish);
    if (rest.length > LONGEST_LINE) {
      tooLong = true;
      rest = '';
    }
  }
  rest += decoder.decode();
  if (rest !== '' || tooLong) yield [finish(rest)];
}
