import { stripVTControlCharacters } from 'node:util';
import { widthOf } from './width.ts';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_SCREEN = '\u001b[2J\u001b[H';
const CLEAR_LINE_END = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
/** Terminals that know it show the frame at once. */
const BEGIN_FRAME = '\u001b[?2026h';
const END_FRAME = '\u001b[?2026l';

/** Paints one frame over the other in a terminal. */
export class Terminal {
  readonly #output: NodeJS.WriteStream;
  /** Rows of the frame that is shown; the cursor is below them. */
  #rows = 0;
  readonly #onResize = (): void => {
    // Lines have been broken anew, nobody knows how.
    this.#output.write(CLEAR_SCREEN);
    this.#rows = 0;
  };
  readonly #onExit = (): void => void this.#output.write(SHOW_CURSOR);

  constructor(output: NodeJS.WriteStream) {
    this.#output = output;
    output.write(HIDE_CURSOR);
    output.on('resize', this.#onResize);
    process.on('exit', this.#onExit);
  }

  get columns(): number {
    return this.#output.columns;
  }

  get rows(): number {
    return this.#output.rows;
  }

  paint(frame: string): void {
    const lines: string[] = [];
    let rows = 0;
    for (const line of frame.split('\n')) {
      const height = Math.max(1, Math.ceil(widthOf(stripVTControlCharacters(line)) / this.columns));
      // What has scrolled off the top cannot be painted over.
      if (rows + height >= this.rows) break;
      rows += height;
      lines.push(`${line}${CLEAR_LINE_END}\n`);
    }
    const up = this.#rows > 0 ? `\u001b[${this.#rows}A` : '';
    this.#output.write(`${BEGIN_FRAME}${up}\r${lines.join('')}${CLEAR_BELOW}${END_FRAME}`);
    this.#rows = rows;
  }

  /** Leaves the last frame where it is. */
  close(): void {
    this.#output.off('resize', this.#onResize);
    process.off('exit', this.#onExit);
    this.#output.write(SHOW_CURSOR);
  }
}
