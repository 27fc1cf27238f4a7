import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Inbox } from '#shared/stream/kafka/inbox.ts';
import type { StreamRecord } from '#shared/stream/port.ts';

const records = (count: number, bytes = 1): StreamRecord[] => {
  const value = Buffer.alloc(bytes);
  return Array.from({ length: count }, (_, offset) => ({
    topic: 't',
    partition: 0,
    offset,
    key: null,
    value,
    timestamp: 0,
  }));
};
const now = (maxRecords: number): { maxRecords: number; waitMs: number; lingerMs: number } => ({
  maxRecords,
  waitMs: 0,
  lingerMs: 0,
});

describe('the inbox of a Kafka consumer', () => {
  test('gives records in order, no more than were asked for', async () => {
    const inbox = new Inbox();
    inbox.add(records(5));
    const taken = [...(await inbox.take(now(3))), ...(await inbox.take(now(3)))];
    assert.deepEqual(
      taken.map(({ offset }) => offset),
      [0, 1, 2, 3, 4],
    );
    assert.deepEqual(await inbox.take(now(3)), []);
  });

  test('holds fetching up while it is full of records or of bytes, and lets it on when polled', async () => {
    for (const full of [records(10_000), records(10, 1_000_000)]) {
      const inbox = new Inbox();
      inbox.add(full);
      assert.equal(inbox.hasRoom, false);
      const room = inbox.room(60_000);
      await inbox.take(now(5_000));
      await room;
      assert.equal(inbox.hasRoom, true);
    }
  });

  test('one poll takes no more than some megabytes', async () => {
    const inbox = new Inbox();
    inbox.add(records(100, 1_000_000));
    const { length } = await inbox.take(now(100));
    assert.ok(length > 2 && length < 6);
  });

  test('a poll that lingers ends as soon as it has what it wants', async () => {
    const inbox = new Inbox();
    const polled = inbox.take({ maxRecords: 4, waitMs: 60_000, lingerMs: 60_000 });
    inbox.add(records(2));
    inbox.add(records(2));
    assert.equal((await polled).length, 4);
  });

  test('throws away what is not wanted any more, and counts again', async () => {
    const inbox = new Inbox();
    inbox.add(records(10_000));
    inbox.retain(({ offset }) => offset >= 9_990);
    assert.equal(inbox.hasRoom, true);
    assert.equal((await inbox.take(now(100))).length, 10);
  });

  test('closing ends every wait', async () => {
    const inbox = new Inbox();
    const polled = inbox.take({ maxRecords: 1, waitMs: 60_000, lingerMs: 0 });
    inbox.close();
    assert.deepEqual(await polled, []);
    inbox.add(records(20_000));
    await inbox.room(60_000);
    assert.equal(inbox.size, 0);
  });
});
