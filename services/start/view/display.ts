import { plainLines } from './plain-lines.ts';
import { productRoom, renderView } from './render.ts';
import type { ViewState } from './state.ts';
import { Terminal } from './terminal.ts';

/** Where a run shows itself. */
export interface Display {
  /** Products that there is room for. */
  readonly room: number;
  draw(state: ViewState): void;
  /** Leaves the last frame where it is and gives the terminal back. */
  close(state: ViewState): void;
}

/** The live view: one frame in place of the other. */
export function liveDisplay(output: NodeJS.WriteStream): Display {
  const terminal = new Terminal(output);
  const colour = (process.env['NO_COLOR'] ?? '') === '';
  const draw = (state: ViewState) => terminal.paint(renderView(state, { columns: terminal.columns, colour }));
  return {
    get room() {
      return productRoom(terminal.rows);
    },
    draw,
    close(state) {
      draw(state);
      terminal.close();
    },
  };
}

/** Lines of progress, for pipes and logs. */
export function plainDisplay(output: NodeJS.WritableStream): Display {
  const linesFor = plainLines();
  const draw = (state: ViewState) => {
    for (const line of linesFor(state, performance.now())) output.write(`${line}\n`);
  };
  return { room: 20, draw, close: draw };
}
