import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { openEmbeddedStream } from '#shared/stream/embedded/stream.ts';
import type { OutgoingRecord, Stream } from '#shared/stream/port.ts';
import { numbered, positionsAfter, streamContract, take, text, until } from './stream-contract.ts';

const freshDirectory = (): string => mkdtempSync(join(tmpdir(), 'tonewatch-stream-'));

streamContract('embedded', () => {
  const directory = freshDirectory();
  return Promise.resolve({
    open: () => openEmbeddedStream({ directory, maxPending: 20_000 }),
    cleanUp: () => rm(directory, { recursive: true }),
  });
});

const wide = (count: number): OutgoingRecord[] =>
  Array.from({ length: count }, (_, i) => ({ key: `key ${i}`, value: Buffer.alloc(1_000, String(i)) }));

async function send(stream: Stream, topic: string, records: readonly OutgoingRecord[]): Promise<void> {
  const producer = await stream.producer();
  await producer.send(topic, records);
  await producer.close();
}

describe('the embedded stream, on its disk', () => {
  async function openIn(t: TestContext, directory: string, maxPending = 20_000): Promise<Stream> {
    const stream = await openEmbeddedStream({ directory, maxPending });
    t.after(() => stream.close());
    return stream;
  }
  function directoryOf(t: TestContext): string {
    const directory = freshDirectory();
    t.after(() => rm(directory, { recursive: true, force: true }));
    return directory;
  }
  const segmentsOf = (directory: string, topic: string): string[] =>
    readdirSync(join(directory, 'topics', topic, '0')).sort();

  test('send waits while the slowest group is too far behind, and goes on when it commits', async (t) => {
    const stream = await openIn(t, directoryOf(t), 100);
    await stream.ensureTopics([{ name: 'posts', partitions: 1 }]);
    const [fast, slow] = [
      await stream.consumer({ group: 'fast', topics: ['posts'] }),
      await stream.consumer({ group: 'slow', topics: ['posts'] }),
    ];
    await send(stream, 'posts', numbered(150));
    let sent = false;
    const waiting = send(stream, 'posts', numbered(10)).then(() => (sent = true));
    await take(fast, 150);
    await slow.commit(positionsAfter(await take(slow, 40, { commit: false })));
    assert.equal(sent, false);
    await slow.commit(positionsAfter(await take(slow, 20, { commit: false })));
    await waiting;
    assert.equal(await stream.lag('slow', 'posts'), 100);
  });

  test('a send that waits is given up when its producer or the stream closes', async (t) => {
    const stream = await openIn(t, directoryOf(t), 100);
    await stream.ensureTopics([{ name: 'posts', partitions: 1 }]);
    await stream.consumer({ group: 'slow', topics: ['posts'] });
    await send(stream, 'posts', numbered(150));
    const [one, two] = [await stream.producer(), await stream.producer()];
    const waits = [one, two].map((producer) =>
      assert.rejects(producer.send('posts', numbered(1)), { code: 'STREAM_CLOSED' }),
    );
    await one.close();
    await stream.close();
    await Promise.all(waits);
    await assert.rejects(stream.topics(), { code: 'STREAM_CLOSED' });
  });

  test('nobody waits for a group that does not come back, but what it has not read is kept for it', async (t) => {
    const directory = directoryOf(t);
    const before = await openIn(t, directory, 100);
    await before.ensureTopics([{ name: 'posts', partitions: 1 }]);
    await before.consumer({ group: 'old', topics: ['posts'] });
    await send(before, 'posts', numbered(150));
    await before.close();
    const stream = await openIn(t, directory, 100);
    const waiting = send(stream, 'posts', numbered(50));
    const consumer = await stream.consumer({ group: 'new', topics: ['posts'] });
    assert.equal((await take(consumer, 150)).length, 150);
    await waiting;
    assert.equal((await take(consumer, 50)).length, 50);
    await send(stream, 'posts', numbered(100));
    assert.equal(await stream.lag('old', 'posts'), 300);
  });

  test('a topic that no group reads makes nobody wait and keeps everything', async (t) => {
    const directory = directoryOf(t);
    const stream = await openIn(t, directory, 100);
    await stream.ensureTopics([{ name: 'dead-letters', partitions: 1 }]);
    for (let i = 0; i < 20; i++) await send(stream, 'dead-letters', wide(1_000));
    assert.equal(await stream.lag('nobody', 'dead-letters'), 20_000);
    assert.ok(segmentsOf(directory, 'dead-letters').length > 1);
  });

  test('segments that every group has read are deleted, also after reopening', async (t) => {
    const directory = directoryOf(t);
    const stream = await openIn(t, directory, 100_000);
    await stream.ensureTopics([{ name: 'posts', partitions: 1 }]);
    const fast = await stream.consumer({ group: 'fast', topics: ['posts'] });
    await (await stream.consumer({ group: 'slow', topics: ['posts'] })).close();
    for (let i = 0; i < 20; i++) await send(stream, 'posts', wide(1_000));
    const written = segmentsOf(directory, 'posts').length;
    await take(fast, 20_000);
    assert.equal(segmentsOf(directory, 'posts').length, written);
    await stream.close();
    const again = await openIn(t, directory);
    const slow = await again.consumer({ group: 'slow', topics: ['posts'] });
    assert.equal((await take(slow, 20_000)).length, 20_000);
    assert.ok(segmentsOf(directory, 'posts').length < written);
    await send(again, 'posts', numbered(1));
    const fastAgain = await again.consumer({ group: 'fast', topics: ['posts'] });
    assert.deepEqual((await take(fastAgain, 1)).map(text), ['0']);
  });

  test('a frame that a crash cut short is taken off; what comes after it is whole', async (t) => {
    const directory = directoryOf(t);
    const stream = await openEmbeddedStream({ directory, maxPending: 1_000 });
    await stream.ensureTopics([{ name: 'posts', partitions: 1 }]);
    await send(stream, 'posts', numbered(10));
    await stream.close();
    const segment = join(directory, 'topics/posts/0', segmentsOf(directory, 'posts')[0]!);
    appendFileSync(segment, Buffer.from([200, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]));
    appendFileSync(join(directory, 'positions'), 'g posts 0 7');
    const again = await openIn(t, directory);
    await send(again, 'posts', numbered(12).slice(10));
    const consumer = await again.consumer({ group: 'g', topics: ['posts'] });
    const records = await take(consumer, 12);
    assert.deepEqual(
      records.map((each) => [each.offset, text(each)]),
      records.map((_, i) => [i, String(i)]),
    );
  });

  test('a second user of the directory is refused, in this process and in another', async (t) => {
    const directory = directoryOf(t);
    await openIn(t, directory);
    await assert.rejects(openIn(t, directory), { code: 'STREAM_DIRECTORY_IN_USE' });
    const other = directoryOf(t);
    const { child, line } = startWriter(other);
    await line;
    await assert.rejects(openIn(t, other), { code: 'STREAM_DIRECTORY_IN_USE' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await openIn(t, other);
  });

  test('the lock of a process id that another process has by now is taken over', async (t) => {
    const directory = directoryOf(t);
    writeFileSync(join(directory, 'lock'), `${process.ppid} 1`);
    await openIn(t, directory);
  });

  test('kill -9 under load loses nothing that send had acknowledged', async (t) => {
    const directory = directoryOf(t);
    const { child, line, acknowledged } = startWriter(directory);
    await line;
    await until(() => acknowledged() > 2_000, 'some sends');
    child.kill('SIGKILL');
    await once(child, 'close');
    const stream = await openIn(t, directory);
    const consumer = await stream.consumer({ group: 'g', topics: ['posts'] });
    const lag = await stream.lag('g', 'posts');
    assert.ok(lag >= acknowledged(), `${lag} of ${acknowledged()} are left`);
    // Of the send that was under way, some partitions may have their part.
    const found = new Set((await take(consumer, lag)).map((each) => Number(text(each))));
    assert.equal(found.size, lag);
    for (let i = 0; i < acknowledged(); i++) assert.ok(found.has(i), `record ${i} is lost`);
  });
});

/** A process that opens the directory and sends 20 records at a time, printing how many have been acknowledged. */
function startWriter(directory: string): {
  child: ReturnType<typeof spawn>;
  line: Promise<unknown>;
  acknowledged: () => number;
} {
  const program = `
    import { openEmbeddedStream } from '#shared/stream/embedded/stream.ts';
    const stream = await openEmbeddedStream({ directory: process.argv[1], maxPending: 1000 });
    await stream.ensureTopics([{ name: 'posts', partitions: 3 }]);
    const producer = await stream.producer();
    for (let i = 0; i < 1_000_000; i += 20) {
      const records = Array.from({ length: 20 }, (_, j) => ({ key: String(j), value: Buffer.from(String(i + j)) }));
      await producer.send('posts', records);
      process.stdout.write(String(i + 20) + '\\n');
    }`;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', program, directory],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const acknowledged = (): number => Number(output.split('\n').at(-2) ?? 0);
  return { child, line: once(child.stdout, 'data'), acknowledged };
}
