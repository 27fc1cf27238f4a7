import { constants } from 'node:os';

const STOP_LIMIT_MS = 10_000;
const signals = ['SIGTERM', 'SIGINT'] as const;

/**
 * Runs until it ends by itself or a SIGTERM or SIGINT asks it to: the signal given to `run` is then aborted, and it has
 * 10 s to end cleanly. A second signal ends the process at once, and so does a clean end that takes longer.
 */
export async function untilStopped(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  const onSignal = (signal: (typeof signals)[number]): void => {
    const exitCode = 128 + constants.signals[signal];
    if (stopping.signal.aborted) process.exit(exitCode);
    stopping.abort();
    setTimeout(() => {
      process.stderr.write(`tonewatch: did not stop within ${STOP_LIMIT_MS / 1_000} s; ended\n`);
      process.exit(exitCode);
    }, STOP_LIMIT_MS).unref();
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    await run(stopping.signal);
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}
