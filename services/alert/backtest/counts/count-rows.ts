/** Rows of one product as they came; columns that grow, because there may be millions. */
export class CountRows {
  #size = 0;
  #times = new Float64Array(1_024);
  #mentions = new Uint32Array(1_024);
  #negative = new Uint32Array(1_024);
  #lines = new Uint32Array(1_024);
  #inOrder = true;

  get size(): number {
    return this.#size;
  }

  /** @param time milliseconds UTC */
  push(time: number, mentions: number, negative: number, line: number): void {
    const at = this.#size;
    if (at === this.#times.length) this.#grow();
    if (at > 0 && time < this.time(at - 1)) this.#inOrder = false;
    this.#times[at] = time;
    this.#mentions[at] = mentions;
    this.#negative[at] = negative;
    this.#lines[at] = line;
    this.#size = at + 1;
  }

  time(row: number): number {
    return this.#times[row] ?? 0;
  }

  mentions(row: number): number {
    return this.#mentions[row] ?? 0;
  }

  negative(row: number): number {
    return this.#negative[row] ?? 0;
  }

  line(row: number): number {
    return this.#lines[row] ?? 0;
  }

  /** Sorts the rows by time; those of one time by line. */
  sort(): void {
    if (this.#inOrder) return;
    const order = Uint32Array.from({ length: this.#size }, (_, row) => row).sort(
      (a, b) => this.time(a) - this.time(b) || this.line(a) - this.line(b),
    );
    this.#times = Float64Array.from(order, (row) => this.time(row));
    this.#mentions = Uint32Array.from(order, (row) => this.mentions(row));
    this.#negative = Uint32Array.from(order, (row) => this.negative(row));
    this.#lines = Uint32Array.from(order, (row) => this.line(row));
    this.#inOrder = true;
  }

  #grow(): void {
    const size = this.#times.length * 2;
    this.#times = copied(new Float64Array(size), this.#times);
    this.#mentions = copied(new Uint32Array(size), this.#mentions);
    this.#negative = copied(new Uint32Array(size), this.#negative);
    this.#lines = copied(new Uint32Array(size), this.#lines);
  }
}

function copied<T extends Float64Array | Uint32Array>(to: T, from: T): T {
  to.set(from);
  return to;
}
