import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FrameCursor, isIntact, readHeader } from '#shared/stream/embedded/frame.ts';
import type { StreamRecord } from '#shared/stream/port.ts';
import { DEAD_LETTERS } from '#shared/stream/topics.ts';

/**
 * The records of the embedded topic, out of its files: opening the stream would need it for ourselves, and a group
 * that reads the topic would hold back whoever writes to it. What is being written at this moment is left out.
 */
export function* embeddedRecords(dataDir: string): Generator<StreamRecord> {
  const topic = join(dataDir, 'stream', 'topics', DEAD_LETTERS);
  if (!existsSync(topic)) return;
  for (const partition of readdirSync(topic).sort()) {
    for (const segment of readdirSync(join(topic, partition)).sort()) {
      if (segment.endsWith('.log'))
        yield* recordsOf(readFileSync(join(topic, partition, segment)), Number(partition));
    }
  }
}

function* recordsOf(segment: Buffer, partition: number): Generator<StreamRecord> {
  const cursor = new FrameCursor(DEAD_LETTERS, partition);
  let at = 0;
  for (let header = readHeader(segment, at); header; header = readHeader(segment, at)) {
    if (at + header.bytes > segment.length || !isIntact(segment, at, header)) return;
    cursor.start(segment, at, header);
    while (cursor.left > 0) yield cursor.next();
    at += header.bytes;
  }
}
