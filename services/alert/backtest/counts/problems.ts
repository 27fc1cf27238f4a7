import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

/** So many are told at once. */
const MOST_SHOWN = 10;
/** A row with more says nothing new by its last characters. */
const MOST_CHARACTERS = 40;

/** Collects what is wrong with a file of counts, so that its owner sees more than the first thing. */
export class CountsProblems {
  readonly #file: string;
  readonly #shown: { readonly line: number; readonly text: string }[] = [];
  #more = 0;

  /** @param file what the file is called in the message */
  constructor(file: string) {
    this.#file = file;
  }

  /** Notes a problem of a line: its field, what is expected there, and what came. */
  add(line: number, field: string, expected: string, got?: string): void {
    if (this.#shown.length >= MOST_SHOWN) {
      this.#more += 1;
      return;
    }
    const text = `line ${line}: ${field}: ${expected}${got === undefined ? '' : `, got ${quoted(got)}`}`;
    this.#shown.push({ line, text });
  }

  /**
   * Does nothing where nothing was noted.
   * @throws TonewatchError COUNTS_INVALID with the first problems
   */
  throwIfAny(): void {
    if (this.#shown.length === 0) return;
    // They were noted as they were found: those of single rows first, then those of rows together.
    const texts = this.#shown.sort((a, b) => a.line - b.line).map(({ text }) => text);
    const more = this.#more === 0 ? '' : `; and ${this.#more.toLocaleString('en-US')} more`;
    throw new TonewatchError('COUNTS_INVALID', `${this.#file}: ${texts.join('; ')}${more}`);
  }

  /** @throws TonewatchError COUNTS_INVALID with all problems up to now, and this one of the whole file */
  fail(problem: string): never {
    this.throwIfAny();
    throw new TonewatchError('COUNTS_INVALID', `${this.#file}: ${problem}`);
  }
}

const quoted = (text: string): string =>
  JSON.stringify(text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text);
