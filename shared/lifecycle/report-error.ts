import { catalogue } from '../errors/catalogue.ts';
import { messageOf, TonewatchError } from '../errors/tonewatch-error.ts';

/** Time for what is still open to end by itself after an error. */
const LINGER_MS = 2_000;

/** An error as one line for the terminal: `tonewatch: CODE: message — remedy`. */
export function errorLine(error: unknown): string {
  const message = messageOf(error);
  if (!(error instanceof TonewatchError)) return `tonewatch: ${message} — this is a bug: please report it`;
  return `tonewatch: ${error.code}: ${message} — ${catalogue[error.code].remedy}`;
}

/** Prints the error on stderr (with its stack if asked) and has the process end with exit code 1. */
export function reportError(error: unknown, { stack = false } = {}): void {
  process.stderr.write(`${errorLine(error)}\n`);
  if (stack && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  process.exitCode = 1;
  setTimeout(() => process.exit(), LINGER_MS).unref();
}
