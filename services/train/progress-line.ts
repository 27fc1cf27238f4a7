import { createLogUpdate } from 'log-update';
import colours from 'picocolors';
import type { Progress } from '#shared/classifier/training/pace.ts';

const REDRAW_MS = 100;
const BAR = 24;

/** Shows how far a training run is, on a terminal; elsewhere only the lines that are kept. */
export interface ProgressLine {
  show(progress: Progress): void;
  /** A line that stays. */
  keep(line: string): void;
  stop(): void;
}

export function createProgressLine(terminal: NodeJS.WriteStream): ProgressLine {
  const update = terminal.isTTY ? createLogUpdate(terminal) : undefined;
  let drawnAt = 0;
  return {
    show(progress) {
      const now = performance.now();
      if (!update || now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      update(describeProgress(progress));
    },
    keep(line) {
      update?.clear();
      terminal.write(`${line}\n`);
    },
    stop: () => update?.clear(),
  };
}

/** One line: bar, share, loss, best macro-recall up to now, speed, time left. */
export function describeProgress(progress: Progress): string {
  const { epoch, epochs, done, total, loss, best, examplesPerSecond, secondsLeft } = progress;
  const share = done / total;
  const filled = Math.round(share * BAR);
  const parts = [
    `epoch ${epoch}/${epochs}`,
    `${colours.cyan('━'.repeat(filled))}${colours.dim('━'.repeat(BAR - filled))}`,
    `${Math.floor(share * 100)} %`.padStart(5),
    `loss ${loss.toFixed(3)}`,
    ...(best > 0 ? [`best macro-recall ${(best * 100).toFixed(1)} %`] : []),
    `${Math.round(examplesPerSecond).toLocaleString('en-US')} examples/s`,
    `${describeDuration(secondsLeft)} left`,
  ];
  return parts.join('  ');
}

/** `3:05` minutes, or `1:03:05` hours. */
export function describeDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
