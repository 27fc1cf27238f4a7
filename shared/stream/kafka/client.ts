import type { Kafka as KafkaClient, RetryOptions } from 'kafkajs';
import type { Logger } from 'pino';
import { Kafka, logLevel } from './kafkajs.ts';
import { logBridge } from './log-bridge.ts';

/** A minute of patience, looking again at least every second: kafkajs' own waits grow to half a minute. */
export const PATIENT: RetryOptions = {
  initialRetryTime: 100,
  maxRetryTime: 1_000,
  multiplier: 1.5,
  retries: 60,
};
/** For questions that somebody waits for: about six seconds. */
export const BRIEF: RetryOptions = { ...PATIENT, retries: 8 };

export interface ClientOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly log: Logger;
}

export function kafkaClient({ brokers, clientId, log }: ClientOptions, retry: RetryOptions): KafkaClient {
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 3_000,
    retry,
    logLevel: logLevel.INFO,
    logCreator: logBridge(log),
  });
}

const RETRIABLE = (error: unknown): boolean =>
  error instanceof Error && (('retriable' in error && error.retriable === true) || RETRIABLE(error.cause));

/** Repeats an administrative question that failed for a passing reason, for a few seconds. */
export async function patiently<T>(question: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await question();
    } catch (error) {
      if (attempt === 20 || !RETRIABLE(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
