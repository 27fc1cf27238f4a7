import { clearLine, cursorTo } from 'node:readline';
import colours from 'picocolors';
import type { Progress } from '#shared/classifier/training/pace.ts';

const REDRAW_MS = 100;
const WIDEST_BAR = 24;

/** How far something is. */
export interface Status {
  /** What it is at. */
  readonly head: string;
  /** Between 0 and 1. */
  readonly share: number;
  readonly figures: readonly string[];
}

/** Shows how far a training run is, on a terminal; elsewhere only the lines that are kept. */
export interface ProgressLine {
  show(status: Status): void;
  /** A line that stays. */
  keep(line: string): void;
}

export function createProgressLine(terminal: NodeJS.WriteStream): ProgressLine {
  let drawnAt = 0;
  const clear = (): void => {
    if (!terminal.isTTY) return;
    cursorTo(terminal, 0);
    clearLine(terminal, 0);
  };
  return {
    show(status) {
      const now = performance.now();
      if (!terminal.isTTY || now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      clear();
      // A terminal that does not know its width says 0. The last column stays free: some wrap when it is written.
      terminal.write(describeStatus(status, (terminal.columns || 80) - 1));
    },
    keep(line) {
      clear();
      terminal.write(`${line}\n`);
    },
  };
}

/** One line: head, bar, share, figures. The bar gives way to the width. */
export function describeStatus({ head, share, figures }: Status, width: number): string {
  const tail = [`${Math.floor(share * 100)} %`.padStart(5), ...figures].join('  ');
  const bar = Math.min(WIDEST_BAR, width - head.length - tail.length - 4);
  if (bar < 4) return `${head}  ${tail}`.slice(0, width);
  const filled = Math.round(share * bar);
  return `${head}  ${colours.cyan('━'.repeat(filled))}${colours.dim('━'.repeat(bar - filled))}  ${tail}`;
}

/** How far the training of a classifier is: epoch, loss, best metric up to now, speed, time left. */
export function statusOf(progress: Progress): Status {
  const { epoch, epochs, done, total, loss, best, examplesPerSecond, secondsLeft } = progress;
  return {
    head: `epoch ${epoch}/${epochs}`,
    share: done / total,
    figures: [
      `loss ${loss.toFixed(3)}`,
      ...(best ? [`best ${best.name} ${describeShare(best.value)}`] : []),
      `${Math.round(examplesPerSecond).toLocaleString('en-US')} examples/s`,
      `${describeDuration(secondsLeft)} left`,
    ],
  };
}

export const describeShare = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** `3:05` minutes, or `1:03:05` hours. */
export function describeDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
