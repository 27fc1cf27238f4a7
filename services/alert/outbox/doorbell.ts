/** Lets one wait until another says that there is something to do. */
export class Doorbell {
  #rung = false;
  #open: () => void = () => undefined;

  /** Ends the wait, or the next one if nobody waits. */
  ring(): void {
    this.#rung = true;
    this.#open();
  }

  /** Until it rings, at most so long. */
  async wait(mostMs: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, mostMs);
        this.#open = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#rung = false;
  }
}
