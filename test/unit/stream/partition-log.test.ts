import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { LogReader } from '#shared/stream/embedded/log-reader.ts';
import { PartitionLog } from '#shared/stream/embedded/partition-log.ts';
import type { StreamRecord } from '#shared/stream/port.ts';

test('a log that can make no new segment for a while loses nothing and goes on later', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'tonewatch-log-'));
  const log = new PartitionLog(directory);
  t.after(() => {
    log.close();
    rmSync(directory, { recursive: true });
  });
  const records = Array.from({ length: 10 }, (_, i) => ({ key: `${i}`, value: Buffer.alloc(1_000_000, i) }));
  log.append(records, 0);
  const obstacle = join(directory, '0000000000000010.log');
  mkdirSync(obstacle);
  for (let tries = 0; tries < 3; tries++) {
    assert.throws(() => log.append(records, 0), { code: 'STREAM_WRITE_FAILED' });
  }
  assert.equal(log.end, 10);
  rmdirSync(obstacle);
  log.append(records, 0);
  const reader = new LogReader(log, 't', 0, 0);
  const read: StreamRecord[] = [];
  reader.take(read, 100, Infinity);
  reader.close();
  assert.deepEqual(
    read.map(({ offset, value }) => [offset, value?.[0], value?.length]),
    Array.from({ length: 20 }, (_, i) => [i, i % 10, 1_000_000]),
  );
});
