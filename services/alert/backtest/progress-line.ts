import { clearLine, cursorTo } from 'node:readline';
import picocolors from 'picocolors';

const REDRAW_MS = 100;
const BAR = 24;

/** Shows on a terminal how far something is; elsewhere nothing. */
export interface ProgressLine {
  /** @param share between 0 and 1; null where it is not known */
  show(head: string, share: number | null): void;
  /** Takes the line away. */
  clear(): void;
}

/** A progress line on a terminal. The first tenth of a second goes by without: most runs are over by then. */
export function createProgressLine(
  terminal: NodeJS.WriteStream,
  now = () => performance.now(),
): ProgressLine {
  let drawnAt = now();
  let drawn = false;
  const clear = (): void => {
    if (!drawn) return;
    cursorTo(terminal, 0);
    clearLine(terminal, 0);
    drawn = false;
  };
  return {
    show(head, share) {
      if (!terminal.isTTY || now() - drawnAt < REDRAW_MS) return;
      clear();
      drawnAt = now();
      drawn = true;
      terminal.write(share === null ? `${head} …` : `${head}  ${bar(share)} ${Math.floor(share * 100)} %`);
    },
    clear,
  };
}

function bar(share: number): string {
  const filled = Math.round(share * BAR);
  return picocolors.cyan('━'.repeat(filled)) + picocolors.dim('━'.repeat(BAR - filled));
}
