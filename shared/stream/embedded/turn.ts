import { setImmediate } from 'node:timers/promises';

const TURN_MS = 5;
let last = performance.now();

/** Lets timers, signals and sockets have their turn: nothing in an embedded stream waits for the outside by itself. */
export async function yieldTurn(): Promise<void> {
  await setImmediate();
  last = performance.now();
}

/** Whether nobody has yielded for a few milliseconds. */
export const turnIsDue = (): boolean => performance.now() - last > TURN_MS;
