import type { OutgoingRecord } from '#shared/stream/port.ts';
import { cut } from './payload-size.ts';

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
/** A line is not collected beyond so many bytes; what follows counts as a line of its own. */
const MAX_LINE = 4 * 1024 * 1024;

/** Lines of JSON as payloads, byte for byte, keyed by the native id (none where a line is not JSON). Empty lines are skipped. */
export async function* linePayloads(
  pieces: AsyncIterable<Buffer>,
  nativeId: (payload: unknown) => string | null,
): AsyncGenerator<OutgoingRecord[]> {
  const toPayload = (line: Buffer): OutgoingRecord => ({ key: keyOf(line, nativeId), value: cut(line) });
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    const payloads: OutgoingRecord[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      const line = trimmed(bytes.subarray(start, end));
      if (line.length > 0) payloads.push(toPayload(line));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > MAX_LINE) {
      payloads.push(toPayload(rest));
      rest = Buffer.alloc(0);
    }
    if (payloads.length > 0) yield payloads;
  }
  if (trimmed(rest).length > 0) yield [toPayload(trimmed(rest))];
}

function trimmed(line: Buffer): Buffer {
  return line[line.length - 1] === RETURN ? line.subarray(0, -1) : line;
}

function keyOf(line: Buffer, nativeId: (payload: unknown) => string | null): string | null {
  try {
    return nativeId(JSON.parse(line.toString()));
  } catch {
    return null;
  }
}
