import { MINUTE } from '../detection/windows.ts';

/** A stretch of samples that all showed the same count: nothing was written in it. Times in milliseconds UTC. */
export interface Quiet {
  readonly from: number;
  readonly to: number;
  readonly total: number;
}

const minuteOf = (time: number): number => Math.floor(time / MINUTE);

/**
 * How many records a topic had been given, over time, from samples in the order of time. Between two samples that differ
 * the count is taken to have risen evenly. Of the changes within one minute the last is kept.
 */
export class CountsOverTime {
  #stretches: Quiet[] = [];
  #counted = 0;

  /** Stretches without a record, oldest first; most are as short as one sample. */
  get stretches(): readonly Quiet[] {
    return this.#stretches;
  }

  /** When the first sample was made, milliseconds UTC; Infinity when there is none. */
  get since(): number {
    return this.#stretches[0]?.from ?? Infinity;
  }

  /**
   * Adds a sample: so many records had ever been written at this time. Samples older than the newest are left out. A count
   * that has fallen is that of a topic made anew, or of a broker that has lost records: it counts on from there.
   */
  add(at: number, written: number): void {
    const last = this.#stretches.at(-1);
    if (last && at < last.to) return;
    const grown = last ? Math.max(0, written - this.#counted) : 0;
    this.#counted = written;
    if (last && grown === 0) {
      this.#stretches[this.#stretches.length - 1] = { ...last, to: at };
      return;
    }
    if (this.#stretches.length > 1 && last && minuteOf(last.from) === minuteOf(at)) this.#stretches.pop();
    this.#stretches.push({ from: at, to: at, total: (last?.total ?? 0) + grown });
  }

  /** Records written from the first sample until this time, milliseconds UTC. */
  totalAt(time: number): number {
    const index = this.#lastFrom(time);
    const quiet = this.#stretches[index];
    if (!quiet) return 0;
    const next = this.#stretches[index + 1];
    if (time <= quiet.to || !next) return quiet.total;
    const share = (time - quiet.to) / (next.from - quiet.to);
    return quiet.total + share * (next.total - quiet.total);
  }

  /** Forgets what ended before this time, milliseconds UTC. */
  forget(before: number): void {
    const kept = this.#stretches.findIndex(({ to }) => to >= before);
    if (kept > 0) this.#stretches.splice(0, kept);
  }

  /** Index of the last stretch that began at this time or before; -1 where there is none. */
  #lastFrom(time: number): number {
    let low = 0;
    let high = this.#stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#stretches[middle]?.from ?? Infinity) <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
