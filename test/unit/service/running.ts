import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { deadLetterCodec, type DeadLetter } from '#shared/avro/dead-letter.ts';
import { loadConfig, type ConfigInput } from '#shared/config/load.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { startStage, type RunningStage } from '#shared/service/runner.ts';
import { openedStage } from '#shared/service/service.ts';
import type { Outcome, Stage, StageInput } from '#shared/service/stage.ts';
import { openEmbeddedStream } from '#shared/stream/embedded/stream.ts';
import type { Lane, Stream } from '#shared/stream/port.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { createTelemetry, type StageCounters } from '#shared/telemetry/telemetry.ts';

type Process = (
  batch: readonly StageInput<string>[],
  lane: Lane,
) => Promise<readonly Outcome<string>[]> | readonly Outcome<string>[];

const topics = ['posts', 'posts.backfill', 'cleaned', 'cleaned.backfill', 'dead-letters'];

/** A stage over texts: what begins with `bad` cannot be decoded, all else is passed on in capitals. */
export const shout: Process = (batch) => batch.map(({ value }) => value.toUpperCase());

export function shouting(process: Process = shout, maxRecords = 10): Stage<string, string> {
  return {
    name: 'clean',
    inputs: { live: ['posts'], backfill: ['posts.backfill'] },
    outputs: { live: 'cleaned', backfill: 'cleaned.backfill' },
    batch: { maxRecords, lingerMs: 0 },
    decode({ value }) {
      const text = String(value);
      if (text.startsWith('bad')) throw new TonewatchError('AVRO_MALFORMED', `cannot read ${text}`);
      return text;
    },
    process,
    encode: (output) => ({ key: output, value: Buffer.from(output) }),
  };
}

export const transient = (): TonewatchError => new TonewatchError('DATABASE_UNREACHABLE', 'it is away');

/** A bench for one stage on an embedded stream. */
export interface Bench {
  readonly stream: Stream;
  readonly counters: StageCounters;
  start(stage: Stage<string, string>): RunningStage;
  send(topic: string, ...texts: string[]): Promise<void>;
  /** All records of a topic, once there are so many (by a group of its own that starts at the oldest). */
  read(topic: string, count: number): Promise<string[]>;
  letters(count: number): Promise<DeadLetter[]>;
  uncommitted(topic?: string): Promise<number>;
}

export async function bench(t: TestContext, settings: ConfigInput = {}): Promise<Bench> {
  const directory = mkdtempSync(join(tmpdir(), 'tonewatch-runner-'));
  const stream = await openEmbeddedStream({ directory, maxPending: 10_000 });
  const running: RunningStage[] = [];
  t.after(async () => {
    await Promise.all(running.map((stage) => stage.stop()));
    await stream.close();
    await rm(directory, { recursive: true });
  });
  await stream.ensureTopics(topics.map((name) => ({ name, partitions: 1 })));
  const retry = { initialMs: 1, maxMs: 5 };
  const config = loadConfig({ env: {}, overrides: { retry, ...settings } });
  const telemetry = createTelemetry(createLog('silent'));
  const producer = await stream.producer();
  let readers = 0;

  async function values(topic: string, count: number): Promise<(Buffer | null)[]> {
    const consumer = await stream.consumer({ group: `reader ${readers++}`, topics: [topic] });
    const found: (Buffer | null)[] = [];
    while (found.length < count) {
      const records = await consumer.poll({ maxRecords: 1_000, waitMs: 5_000, lingerMs: 0 });
      if (records.length === 0) throw new Error(`${topic} has ${found.length} records, not ${count}`);
      found.push(...records.map(({ value }) => value));
    }
    await consumer.close();
    return found;
  }

  return {
    stream,
    counters: telemetry.counters('clean'),
    start(stage) {
      const run = startStage(
        openedStage(stage, () => Promise.resolve()),
        { config, stream, telemetry },
      );
      running.push(run);
      return run;
    },
    send: (topic, ...texts) =>
      producer.send(
        topic,
        texts.map((text) => ({ key: text, value: Buffer.from(text) })),
      ),
    read: async (topic, count) => (await values(topic, count)).map(String),
    letters: async (count) =>
      (await values('dead-letters', count)).map((value) => deadLetterCodec.decode(value ?? Buffer.alloc(0))),
    uncommitted: (topic = 'posts') =>
      stream.lag(`tonewatch.clean.${topic.endsWith('.backfill') ? 'backfill' : 'live'}`, topic),
  };
}

/** Resolves when the condition holds; looked at in every turn of the event loop. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Something to wait for. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
