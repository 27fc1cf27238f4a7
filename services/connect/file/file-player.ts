import { access, constants } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Logger } from 'pino';
import { messageOf, TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { feedTopic } from '#shared/stream/topics.ts';
import type { Player, PlayerProgress } from '../player.ts';
import { play, type FeedSource } from '../play.ts';
import { linePayloads } from './line-payloads.ts';
import { nativeIdReader } from './native-id.ts';
import { readFile } from './read-file.ts';
import { tablePayloads } from './table-payloads.ts';

export interface FilePlayerOptions {
  readonly file: string;
  /** Name of the feed; undefined: made of the file's name. */
  readonly feed?: string | undefined;
  /** Column or field of the native id; undefined: `id`, or where platforms usually put it. */
  readonly idField?: string | undefined;
  /** Payloads a second at most; undefined: as fast as the stream takes them. */
  readonly rate?: number | undefined;
  readonly log: Logger;
}

const kinds = /\.(csv|tsv|jsonl|ndjson)(\.gz)?$/iu;

/**
 * A player of one file: CSV, TSV or JSON Lines, also gzipped. It always plays the whole file: posts have an identity,
 * so a second run changes nothing. Throws CONFIG_INVALID for other kinds of file, INPUT_FILE_UNREADABLE.
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
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${file}: ${messageOf(error)}`, { cause: error });
  });
  const feed = options.feed ?? feedNameOf(file);
  const progress: PlayerProgress = { sent: 0, eventTime: null, speed: null };
  return {
    feed,
    format: isTable(kind) ? 'json' : 'auto',
    progress,
    async play(producer, signal) {
      const malformed = malformedRows(file, log);
      const source = sourceOf(kind, options, malformed.add);
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

function sourceOf(
  kind: string,
  { file, idField }: FilePlayerOptions,
  onMalformed: (line: number, reason: string) => void,
): FeedSource {
  if (!isTable(kind)) return linePayloads(readFile(file), nativeIdReader(idField));
  const format =
    kind === 'csv'
      ? ({ delimiter: ',', quotes: true } as const)
      : ({ delimiter: '\t', quotes: false } as const);
  return tablePayloads(readFile(file), { format, idColumn: idField ?? 'id', onMalformed });
}

/** Rows become JSON; lines of JSON may be anything that a platform sends. */
const isTable = (kind: string): boolean => kind === 'csv' || kind === 'tsv';

/** Counts rows that do not fit the header, and says it once: each of them has its own dead letter. */
function malformedRows(file: string, log: Logger) {
  let count = 0;
  let first = '';
  return {
    add(line: number, reason: string): void {
      if (count === 0) first = `line ${line}: ${reason}`;
      count += 1;
    },
    report(): void {
      if (count > 0)
        log.warn(`${file}: malformed rows, sent on as dead letters: ${count}; the first is ${first}`);
    },
  };
}
