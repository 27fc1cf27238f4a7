import { deadLetterCodec, type DeadLetter } from '#shared/avro/dead-letter.ts';
import { configFrom, type ConnectionOptions } from '#shared/config/options.ts';
import type { StreamRecord } from '#shared/stream/port.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { embeddedRecords } from './embedded-records.ts';
import { kafkaRecords } from './kafka-records.ts';

/** Prints the newest dead letters, the newest last. */
export async function listDeadLetters(
  options: ConnectionOptions & { readonly limit: number; readonly json?: true },
): Promise<void> {
  const config = configFrom(options);
  const records =
    config.kafka.brokers.length > 0
      ? kafkaRecords(config, createLog(config.logLevel))
      : embeddedRecords(config.dataDir);
  const letters = await newest(records, options.limit);
  const text = options.json ? letters.map(asJson).join('') : asTable(letters);
  process.stdout.write(text);
}

/** The last ones by time; partitions arrive one after the other, so that the order has to be made. */
async function newest(
  records: AsyncIterable<StreamRecord> | Iterable<StreamRecord>,
  limit: number,
): Promise<DeadLetter[]> {
  let letters: DeadLetter[] = [];
  const keepNewest = (): DeadLetter[] => letters.sort((a, b) => a.failedAt - b.failedAt).slice(-limit);
  for await (const { value } of records) {
    if (value === null) continue;
    letters.push(deadLetterCodec.decode(value));
    if (letters.length >= 2 * limit + 1_000) letters = keepNewest();
  }
  return keepNewest();
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

function asTable(letters: readonly DeadLetter[]): string {
  if (letters.length === 0) return 'No dead letters.\n';
  const rows = letters.map(({ failedAt, stage, code, topic, partition, offset, message }) => [
    new Date(failedAt).toISOString().slice(0, 19).replace('T', ' '),
    stage,
    code,
    `${topic}/${partition}@${offset}`,
    message.replace(/\p{Cc}+/gu, ' '),
  ]);
  const table = [['TIME (UTC)', 'STAGE', 'CODE', 'ORIGIN', 'MESSAGE'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}
