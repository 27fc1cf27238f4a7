import { prepareText } from '../../text/preprocessing.ts';
import type { Backend } from '../backend.ts';
import type { Speed } from './evaluation.ts';

/** Enough for a backend to sort by length, little enough to keep memory flat. */
const BATCH = 4096;
/** A first pass that is shorter counts as warm-up: tables were filled and code compiled in it. */
const WARM_UP_MS = 10_000;
/** For so long the texts are then scored again. */
const MEASURE_MS = 1000;

/**
 * Prepares and scores texts as the service would, and measures how fast that is.
 * @returns scores row-major [texts, outputs].
 */
export async function scoreTexts(
  backend: Backend,
  texts: readonly string[],
  outputs: number,
): Promise<{ scores: Float32Array; speed: Speed }> {
  const scores = new Float32Array(texts.length * outputs);
  const pass = async (): Promise<void> => {
    for (let start = 0; start < texts.length; start += BATCH) {
      const tokens = texts.slice(start, start + BATCH).map((text) => prepareText(text));
      scores.set(await backend.score(tokens), start * outputs);
    }
  };
  let measured = await stopwatch(pass, 0);
  if (measured.milliseconds < WARM_UP_MS) measured = await stopwatch(pass, MEASURE_MS);
  const { milliseconds, cpuMicros, passes } = measured;
  const posts = passes * texts.length;
  return {
    scores,
    speed: { postsPerSecond: (posts * 1000) / milliseconds, cpuMicrosPerPost: cpuMicros / posts },
  };
}

/** Runs a pass, then further ones until `atLeast` milliseconds are over. */
async function stopwatch(
  pass: () => Promise<void>,
  atLeast: number,
): Promise<{ milliseconds: number; cpuMicros: number; passes: number }> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  let passes = 0;
  do {
    await pass();
    passes++;
  } while (performance.now() - start < atLeast);
  const { user, system } = process.cpuUsage(cpu);
  return { milliseconds: performance.now() - start, cpuMicros: user + system, passes };
}
