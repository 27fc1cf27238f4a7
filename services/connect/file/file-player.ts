import { access, constants } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '#shared/config/schema.ts';
import { fileProblem } from '#shared/errors/file-problem.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { feedTopic } from '#shared/stream/topics.ts';
import type { Player, PlayerProgress } from '../player.ts';
import { play, type FeedSource } from '../play.ts';
import { checkColumns, type ColumnMap } from './columns.ts';
import type { CsvFormat } from './csv-records.ts';
import { linePayloads } from './line-payloads.ts';
import { nativeIdReader } from './native-id.ts';
import { readFile } from './read-file.ts';
import { readHeader, tablePayloads } from './table-payloads.ts';

export interface FilePlayerOptions {
  readonly file: string;
  /** Name of the feed; undefined: made of the file's name. */
  readonly feed?: string | undefined;
  /** Where the fields of a post are in a row or line, before what `feeds` says about this feed. */
  readonly map?: ColumnMap | undefined;
  readonly feeds?: Config['feeds'] | undefined;
  /** Whether `map` and `feeds` say everything, so that a table without a column that posts need is refused. */
  readonly complete?: boolean | undefined;
  /** Payloads a second at most; undefined: as fast as the stream takes them. */
  readonly rate?: number | undefined;
  readonly log: Logger;
}

const kinds = /\.(csv|tsv|jsonl|ndjson)(\.gz)?$/iu;

/**
 * A player of one file: CSV, TSV or JSON Lines, also gzipped. It always plays the whole file: posts have an identity,
 * so a second run changes nothing. Throws CONFIG_INVALID for other kinds of file and for columns
 * that a table does not have, INPUT_FILE_UNREADABLE.
 */
export async function openFilePlayer(options: FilePlayerOptions): Promise<Player> {
  const { file, log, rate } = options;
  const kind = kinds.exec(file)?.[1]?.toLowerCase();
  if (kind === undefined) {
    throw new TonewatchError(
      'CONFIG_INVALID',
      `${file}: the name of a feed file ends in .csv, .tsv, .jsonl or .ndjson, with or without .gz`,
    );
  }
  await access(file, constants.R_OK).catch((error: unknown) => {
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${file}: ${fileProblem(error)}`, { cause: error });
  });
  const feed = options.feed ?? feedNameOf(file);
  const map = { ...options.feeds?.[feed]?.map, ...options.map };
  const format = formatOf(kind);
  if (format !== null) {
    const header = await readHeader(readFile(file), { file, format });
    if (header !== null) checkColumns(file, header, map, options.complete ?? false);
  }
  const progress: PlayerProgress = { sent: 0, eventTime: null, speed: null };
  return {
    feed,
    // Rows become JSON; lines of JSON may be anything that a platform sends.
    format: format === null ? 'auto' : 'json',
    progress,
    async play(producer, signal) {
      const malformed = malformedRows(file, log);
      const source = sourceOf(file, format, map['id'], malformed.add);
      await play(producer, feedTopic(feed), source, {
        signal,
        rate,
        onSent: (count) => (progress.sent += count),
      });
      malformed.report();
    },
  };
}

/** `Airline Tweets.csv.gz` → `airline-tweets`. */
export function feedNameOf(file: string): string {
  const name = basename(file)
    .replace(kinds, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/gu, '-')
    .replace(/^[^a-z0-9]+|-+$/gu, '');
  return name === '' ? 'file' : name;
}

/** How the fields of a table are separated; null for lines of JSON. */
function formatOf(kind: string): CsvFormat | null {
  if (kind === 'csv') return { delimiter: ',', quotes: true };
  return kind === 'tsv' ? { delimiter: '\t', quotes: false } : null;
}

function sourceOf(
  file: string,
  format: CsvFormat | null,
  idField: string | undefined,
  onMalformed: (reason: string) => void,
): FeedSource {
  if (format === null) return linePayloads(readFile(file), nativeIdReader(idField));
  return tablePayloads(readFile(file), { file, format, idColumn: idField ?? 'id', onMalformed });
}

/** Counts rows that do not fit the header, and says it once: each of them has its own dead letter. */
function malformedRows(file: string, log: Logger) {
  let count = 0;
  let first = '';
  return {
    add(reason: string): void {
      if (count === 0) first = reason;
      count += 1;
    },
    report(): void {
      if (count > 0)
        log.warn(`${file}: malformed rows, sent on as dead letters: ${count}; the first is ${first}`);
    },
  };
}
