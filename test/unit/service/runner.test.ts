import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deadLetterCodec, type DeadLetter } from '#shared/avro/dead-letter.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { encodeDeadLetter } from '#shared/service/dead-letters.ts';
import type { Stage } from '#shared/service/stage.ts';
import type { Stream } from '#shared/stream/port.ts';
import { bench, shout, shouting, transient, until } from './running.ts';

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix} ${index}`);

describe('a running stage', () => {
  test('passes on every record, in order, and commits', async (t) => {
    const { start, send, read, uncommitted, counters } = await bench(t);
    await send('posts', ...numbered('post', 35));
    const stage = start(shouting());
    assert.deepEqual(await read('cleaned', 35), numbered('POST', 35));
    await stage.stop();
    await stage.done;
    assert.equal(await uncommitted(), 0);
    const { busyMs, batches, ...counted } = counters;
    assert.deepEqual(counted, { read: 35, passed: 35, dropped: 0, deadLettered: 0, retries: 0 });
    assert.ok(busyMs > 0 && batches >= 4);
  });

  test('goes on where it stopped', async (t) => {
    const { start, send, read } = await bench(t);
    await send('posts', 'a', 'b');
    const first = start(shouting());
    await read('cleaned', 2);
    await first.stop();
    await send('posts', 'c');
    start(shouting());
    assert.deepEqual(await read('cleaned', 3), ['A', 'B', 'C']);
  });

  test('passes nothing on for inputs that come to nothing, and counts them', async (t) => {
    const { start, send, read, counters } = await bench(t);
    await send('posts', 'keep', 'drop', 'keep too');
    start(shouting((batch) => batch.map(({ value }) => (value === 'drop' ? null : value))));
    assert.deepEqual(await read('cleaned', 2), ['keep', 'keep too']);
    await until(() => counters.dropped === 1, 'the dropped input was counted');
  });

  test('of which nothing is passed on counts what it has written', async (t) => {
    const { start, send, counters } = await bench(t);
    const written: string[] = [];
    const sink: Stage<string, string> = {
      ...shouting((batch) => {
        written.push(...batch.map(({ value }) => value));
        return batch.map(() => null);
      }),
      outputs: null,
    };
    await send('posts', 'a', 'b');
    start(sink);
    await until(() => counters.passed === 2 && counters.dropped === 0, 'both were counted');
    assert.deepEqual(written, ['a', 'b']);
  });

  test('answering with the wrong number of outcomes ends it, with nothing committed', async (t) => {
    const { start, send, uncommitted } = await bench(t);
    await send('posts', 'a', 'b');
    const stage = start(shouting(() => ['only one']));
    await assert.rejects(stage.done, { code: 'STAGE_FAILED', message: /1 outcomes to 2 inputs/u });
    assert.equal(await uncommitted(), 2);
  });
});

describe('a record that cannot be processed', () => {
  test('goes to dead letters with its origin, its reason and its bytes, and the good ones go on', async (t) => {
    const { start, send, read, letters, uncommitted } = await bench(t);
    await send('posts', 'a', 'bad one', 'b', 'bad two');
    const before = Date.now();
    const stage = start(shouting());
    assert.deepEqual(await read('cleaned', 2), ['A', 'B']);
    const [first, second] = await letters(2);
    assert.ok(first && second);
    const { failedAt, ...letter } = first;
    assert.ok(failedAt >= before && failedAt <= Date.now());
    assert.deepEqual(letter, {
      stage: 'clean',
      code: 'AVRO_MALFORMED',
      message: 'cannot read bad one',
      topic: 'posts',
      partition: 0,
      offset: 1,
      key: 'bad one',
      value: Buffer.from('bad one'),
    });
    assert.equal(second.offset, 3);
    await stage.stop();
    assert.equal(await uncommitted(), 0);
  });

  test('is named by its own error when the stage says what is wrong with it', async (t) => {
    const { start, send, read, letters } = await bench(t);
    await send('posts', 'a', 'wrong', 'b');
    const wrong = new TonewatchError('PAYLOAD_INVALID', 'id: missing');
    start(shouting((batch) => batch.map(({ value }) => (value === 'wrong' ? wrong : value))));
    assert.deepEqual(await read('cleaned', 2), ['a', 'b']);
    const [letter] = await letters(1);
    assert.deepEqual([letter?.code, letter?.message], ['PAYLOAD_INVALID', 'id: missing']);
  });

  test('is found by halving when the stage throws, and goes alone', async (t) => {
    const { start, send, read, letters, uncommitted } = await bench(t);
    const posts = numbered('post', 30);
    await send('posts', ...posts);
    const poison = new Set(['post 7', 'post 8', 'post 29']);
    const stage = start(
      shouting((batch, lane) => {
        if (batch.some(({ value }) => poison.has(value))) throw new RangeError('a bug\nin two lines');
        return shout(batch, lane);
      }, 30),
    );
    const good = posts.filter((post) => !poison.has(post)).map((post) => post.toUpperCase());
    assert.deepEqual(await read('cleaned', 27), good);
    const found = await letters(3);
    assert.deepEqual(
      found.map(({ key, code, message }) => [key, code, message]),
      [...poison].map((key) => [key, 'STAGE_FAILED', 'a bug in two lines']),
    );
    await stage.stop();
    assert.equal(await uncommitted(), 0);
  });

  test('after decoding is one whose output cannot be encoded, too', async (t) => {
    const { start, send, read, letters } = await bench(t);
    const stage = shouting();
    await send('posts', 'a', 'no output', 'b');
    start({
      ...stage,
      encode(output) {
        if (output === 'NO OUTPUT') throw new TypeError('not a Post');
        return stage.encode(output);
      },
    });
    assert.deepEqual(await read('cleaned', 2), ['A', 'B']);
    assert.equal((await letters(1))[0]?.code, 'STAGE_FAILED');
  });
});

describe('a record that is too large', () => {
  const large = 'x'.repeat(1_000_001);

  test('for the stream once it has been processed goes to dead letters', async (t) => {
    const { start, send, read, letters } = await bench(t);
    await send('posts', 'a', 'grows', 'b');
    start(shouting((batch) => batch.map(({ value }) => (value === 'grows' ? large : value))));
    assert.deepEqual(await read('cleaned', 2), ['a', 'b']);
    assert.equal((await letters(1))[0]?.code, 'STREAM_RECORD_TOO_LARGE');
  });

  test('for a dead letter leaves its beginning there, and says so', () => {
    const letter: DeadLetter = {
      ...{ stage: 'ingest', code: 'PAYLOAD_INVALID', message: 'id: missing', topic: 'feeds.x', partition: 0 },
      ...{ offset: 1, key: null, value: Buffer.from(large), failedAt: 0 },
    };
    const { value } = encodeDeadLetter(letter);
    assert.ok(value.length <= 1_000_000);
    const kept = deadLetterCodec.decode(value);
    assert.ok(kept.value && kept.value.length > 999_000);
    assert.equal(kept.message, `id: missing (the first ${kept.value.length} of 1000001 bytes are kept)`);
  });

  test('because of its key becomes a dead letter that fits the stream', async (t) => {
    const { stream, start, letters } = await bench(t);
    const producer = await stream.producer();
    await producer.send('posts', [{ key: large, value: Buffer.from('bad') }]);
    start(shouting());
    const [letter] = await letters(1);
    assert.ok(letter);
    const { key, value } = encodeDeadLetter(letter);
    assert.ok((key?.length ?? 0) + value.length < 10_000);
    assert.equal(String(letter.value), 'bad');
  });
});

describe('a transient failure', () => {
  test('has the batch tried again; nothing is lost or doubled', async (t) => {
    const { start, send, read, counters, uncommitted, stream } = await bench(t);
    await send('posts', ...numbered('post', 30));
    let failures = 6;
    const stage = start(
      shouting((batch, lane) => {
        if (batch.some(({ value }) => value === 'post 15') && failures-- > 0) throw transient();
        return shout(batch, lane);
      }),
    );
    assert.deepEqual(await read('cleaned', 30), numbered('POST', 30));
    await stage.stop();
    assert.equal(counters.retries, 6);
    assert.equal(await uncommitted(), 0);
    assert.equal(await stream.lag('nobody', 'cleaned'), 30);
  });

  test('as the outcome of one input has the whole batch tried again', async (t) => {
    const { start, send, read } = await bench(t);
    await send('posts', 'a', 'b');
    let tries = 0;
    start(
      shouting((batch) => batch.map(({ value }) => (value === 'b' && tries++ < 2 ? transient() : value))),
    );
    assert.deepEqual(await read('cleaned', 2), ['a', 'b']);
  });

  test('of the dead letters does not produce the outputs a second time', async (t) => {
    const { start, send, letters, stream } = await bench(t);
    await send('posts', 'a', 'bad');
    failSends(stream, 'dead-letters', 3);
    const stage = start(shouting());
    await letters(1);
    await stage.stop();
    assert.equal(await stream.lag('nobody', 'cleaned'), 1);
  });

  test('that lasts longer than the limit ends the stage, with nothing committed', async (t) => {
    const { start, send, uncommitted, counters } = await bench(t, {
      retry: { initialMs: 1, maxMs: 5, limitMs: 60 },
    });
    await send('posts', 'a', 'b');
    const stage = start(
      shouting(() => {
        throw transient();
      }),
    );
    await assert.rejects(stage.done, { code: 'DATABASE_UNREACHABLE' });
    assert.equal(await uncommitted(), 2);
    assert.ok(counters.retries > 2);
    assert.equal(counters.read, 0);
  });
});

describe('the order of things', () => {
  test('nothing is committed before its outputs and dead letters are stored', async (t) => {
    const { start, send, uncommitted, counters, stream } = await bench(t);
    await send('posts', 'a', 'bad', 'b');
    const open = failSends(stream, 'dead-letters', Infinity);
    start(shouting());
    await until(() => counters.retries > 3, 'the dead letters had failed a few times');
    assert.equal(await uncommitted(), 3);
    open();
    await until(async () => (await uncommitted()) === 0, 'the batch was committed');
  });

  test('live goes before backfill: history waits for no more than one batch', async (t) => {
    const { start, send, read } = await bench(t);
    const order: string[] = [];
    await send('posts.backfill', ...numbered('old', 40));
    await send('posts', ...numbered('new', 20));
    start(
      shouting(async (batch, lane) => {
        order.push(`${lane} ${batch.length}`);
        if (order.length === 4) await send('posts', ...numbered('newer', 15));
        return shout(batch, lane);
      }),
    );
    await read('cleaned.backfill', 40);
    await read('cleaned', 35);
    assert.deepEqual(order, [
      ...['live 10', 'live 10', 'backfill 10', 'backfill 10'],
      ...['live 10', 'live 5', 'backfill 10', 'backfill 10'],
    ]);
  });
});

/** Has sends to the topic fail so many times; the function that comes back ends it at once. */
function failSends(stream: Stream, topic: string, times: number): () => void {
  let left = times;
  const open = stream.producer.bind(stream);
  stream.producer = async () => {
    const producer = await open();
    return {
      send: (to, records) =>
        to === topic && left-- > 0
          ? Promise.reject(new TonewatchError('KAFKA_UNREACHABLE', 'no broker'))
          : producer.send(to, records),
      close: () => producer.close(),
    };
  };
  return () => (left = 0);
}
