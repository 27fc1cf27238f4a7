import type { LogEntry, logCreator } from 'kafkajs';
import type { Logger } from 'pino';
import { logLevel } from './kafkajs.ts';

/** What kafkajs reports as an error, although it then does the right thing by itself. */
const PASSING =
  /rebalanc|rejoin|coordinator|leadership election|not aware of this member|host this topic-partition|generation|Response (without match|GroupCoordinator|JoinGroup|SyncGroup|Heartbeat|OffsetCommit|OffsetFetch|FindCoordinator)|Crash:|disconnecting the consumer|Failed to connect to (seed )?broker/iu;
const REPEAT_MS = 10_000;

/**
 * Passes what kafkajs logs on: its notes as debug lines, its warnings and errors as warnings. Each warning is given
 * at most every ten seconds: while a broker is away kafkajs repeats itself many times a second.
 */
export function logBridge(log: Logger): logCreator {
  const last = new Map<string, number>();
  return () =>
    ({ namespace, level, log: details }: LogEntry) => {
      const line = `kafkajs ${namespace}: ${details.message}`;
      const passing = PASSING.test(`${details.message} ${String(details['error'] ?? '')}`);
      if (level > logLevel.WARN || passing) {
        log.debug({ kafkajs: details }, line);
        return;
      }
      const now = Date.now();
      if (now - (last.get(line) ?? 0) < REPEAT_MS) return;
      if (last.size > 100) last.clear();
      last.set(line, now);
      const { broker, error } = details;
      log.warn({ broker: broker as unknown, error: error as unknown }, line);
    };
}
