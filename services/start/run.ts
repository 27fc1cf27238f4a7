import { setTimeout as delay } from 'node:timers/promises';
import { untilStopped } from '#shared/lifecycle/until-stopped.ts';
import { checkOptions, startConfig, type StartOptions } from './options.ts';
import { figuresJson, figuresText } from './run-figures.ts';
import { openRunLog } from './run-log.ts';
import type { StartServices } from './services.ts';
import { liveDisplay, plainDisplay, type Display } from './view/display.ts';
import { Monitor } from './view/monitor.ts';

const FRAME_MS = 250;

/** `tonewatch start`: runs everything, shows it, and says at the end what came of it. */
export async function run(options: StartOptions, openServices: () => Promise<StartServices>): Promise<void> {
  checkOptions(options);
  const json = options.json === true;
  const live = !json && options.view && process.stdout.isTTY && process.env['TERM'] !== 'dumb';
  const people = json ? process.stderr : process.stdout;
  const monitor = new Monitor();
  const log = openRunLog(startConfig(options), live, (line) => (monitor.notice = line));
  const display = live ? liveDisplay(process.stdout) : plainDisplay(people);
  const stopShowing = show(monitor, display);
  await untilStopped(async (signal) => {
    try {
      const [{ startAll }, services] = await monitor.step(
        'Loading the stages',
        Promise.all([import('./start-all.ts'), openServices()]),
      );
      const figures = await startAll(services, { options, monitor, log, signal });
      stopShowing();
      if (signal.aborted && options.untilDone === true) {
        people.write('Stopped before everything was stored; run it again to go on.\n');
        process.exitCode = 1;
        return;
      }
      people.write(`${figuresText(figures)}\n`);
      if (json) process.stdout.write(`${figuresJson(figures)}\n`);
    } finally {
      stopShowing();
    }
  });
}

/** Draws four times a second and keeps the monitor fresh; returns what ends both. */
function show(monitor: Monitor, display: Display): () => void {
  const shown = new AbortController();
  const frames = setInterval(() => display.draw(monitor.state()), FRAME_MS);
  display.draw(monitor.state());
  void (async () => {
    while (!shown.signal.aborted) {
      monitor.room = display.room;
      // What cannot be asked now (the database is restarting, or closed already) is asked again later.
      const pause = await monitor.refresh().catch(() => 1_000);
      await delay(pause, undefined, { ref: false });
    }
  })();
  return () => {
    if (shown.signal.aborted) return;
    shown.abort();
    clearInterval(frames);
    display.close(monitor.state());
  };
}
