import type { Logger } from 'pino';
import { messageOf, TonewatchError } from '#shared/errors/tonewatch-error.ts';

/** Something that fails again and again is logged when it begins and when it is over, not at every try. */
export class Outage {
  readonly #log: Logger;
  readonly #begins: string;
  readonly #ends: string;
  #failures = 0;

  constructor(log: Logger, { begins, ends }: { readonly begins: string; readonly ends: string }) {
    this.#log = log;
    this.#begins = begins;
    this.#ends = ends;
  }

  failed(error: unknown): void {
    this.#failures += 1;
    if (this.#failures === 1)
      this.#log.warn(
        { ...(error instanceof TonewatchError && { code: error.code }), reason: messageOf(error) },
        this.#begins,
      );
  }

  over(): void {
    if (this.#failures > 0) this.#log.info({ failures: this.#failures }, this.#ends);
    this.#failures = 0;
  }
}
