import { pino, type Logger } from 'pino';

/** Structured log lines on stderr, so that stdout stays free for data. Secrets in URLs never reach it: see redactUrl. */
export function createLog(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** A URL fit to be shown: the password, if there is one, replaced. */
export function redactUrl(url: string): string {
  return url.replace(/(:\/\/[^:/@\s]*):[^@\s]*@/u, '$1:***@');
}
