/** Keys remembered at most: those of mails that some recipients have and others not yet. */
const MOST_KEYS = 1_000;

/** Who has had a mail of which the server refused other recipients, so that the next try sends it only to those. */
export class TakenRecipients {
  readonly #taken = new Map<string, Set<string>>();

  /** Those of `recipients` who have not had the mail of this key. */
  left(key: string, recipients: readonly string[]): string[] {
    return recipients.filter((recipient) => this.#taken.get(key)?.has(recipient) !== true);
  }

  add(key: string, recipients: readonly string[]): void {
    this.#taken.set(key, new Set([...(this.#taken.get(key) ?? []), ...recipients]));
    const [oldest] = this.#taken.keys();
    if (this.#taken.size > MOST_KEYS && oldest !== undefined) this.#taken.delete(oldest);
  }

  /** Everybody has it. */
  forget(key: string): void {
    this.#taken.delete(key);
  }
}
