import { deadLetterCodec, type DeadLetter } from '#shared/avro/dead-letter.ts';
import { configFrom, type ConnectionOptions } from '#shared/config/options.ts';
import type { StreamRecord } from '#shared/stream/port.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { embeddedRecords } from './embedded-records.ts';
import { kafkaRecords } from './kafka-records.ts';
import { asTable, type Letters } from './table.ts';

/** Where nobody says how wide the terminal is. */
const COLUMNS = 80;

/** Prints the newest dead letters, the newest last. */
export async function listDeadLetters(
  options: ConnectionOptions & { readonly limit: number; readonly json?: true },
): Promise<void> {
  const config = configFrom(options);
  const records =
    config.kafka.brokers.length > 0
      ? kafkaRecords(config, createLog(config.logLevel))
      : embeddedRecords(config.dataDir);
  const letters = await read(records, options.limit);
  const columns = process.stdout.isTTY ? process.stdout.columns : COLUMNS;
  process.stdout.write(options.json ? letters.newest.map(asJson).join('') : asTable(letters, columns));
}

/** Counts all and keeps the last ones by time; partitions arrive one after the other, so that the order has to be made. */
async function read(
  records: AsyncIterable<StreamRecord> | Iterable<StreamRecord>,
  limit: number,
): Promise<Letters> {
  let letters: DeadLetter[] = [];
  const counts = new Map<string, number>();
  const keepNewest = (): DeadLetter[] => letters.sort((a, b) => a.failedAt - b.failedAt).slice(-limit);
  for await (const { value } of records) {
    if (value === null) continue;
    const letter = deadLetterCodec.decode(value);
    counts.set(letter.code, (counts.get(letter.code) ?? 0) + 1);
    letters.push(letter);
    if (letters.length >= 2 * limit + 1_000) letters = keepNewest();
  }
  return { newest: keepNewest(), counts };
}

function asJson(letter: DeadLetter): string {
  const { value, failedAt, ...rest } = letter;
  const shown = {
    failedAt: new Date(failedAt).toISOString(),
    ...rest,
    value: value?.toString('base64') ?? null,
  };
  return `${JSON.stringify(shown)}\n`;
}
