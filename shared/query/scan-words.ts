import { LETTER, letterClass, SEPARATOR, SOLO } from './letters.ts';

/** Who is told of the words of a text, in order. */
export interface WordSink {
  /**
   * A word at a position (counted in words). `whole` is false for what is found at the place of another word too: the
   * word of a hashtag, `united` in `united's`.
   */
  word(word: string, position: number, whole: boolean): void;
  /** A link; it takes one position. */
  link(url: string): void;
}

const link = /(?:https?:\/\/|www\.)[!#-;=?-~]+/uy;
const CODE = {
  star: 42,
  question: 63,
  hash: 35,
  dollar: 36,
  at: 64,
  plus: 43,
  and: 38,
  quote: 39,
  underscore: 95,
};
const SHORT = 2;

/** Splits folded text into words; docs/queries.md has the rules. `wildcards`: * and ? belong to words (in queries). */
export function scanWords(text: string, sink: WordSink, wildcards = false): void {
  new WordScanner(text, sink, wildcards).scan(true);
}

class WordScanner {
  private position = 0;
  private readonly text: string;
  private readonly sink: WordSink;
  private readonly wildcards: boolean;

  constructor(text: string, sink: WordSink, wildcards: boolean) {
    this.text = text;
    this.sink = sink;
    this.wildcards = wildcards;
  }

  scan(whole: boolean): void {
    let at = 0;
    while (at < this.text.length) {
      const code = this.text.codePointAt(at) ?? 0;
      const kind = letterClass(code);
      if (kind === LETTER) at = this.wordOrLink(at, whole);
      else if (kind === SOLO) at = this.solo(at, code, whole);
      else if (this.isTag(at, code)) at = this.tag(at, code);
      else at += code > 0xffff ? 2 : 1;
    }
  }

  private isLetter(at: number): boolean {
    const code = this.text.codePointAt(at);
    if (code === undefined) return false;
    return letterClass(code) === LETTER || (this.wildcards && (code === CODE.star || code === CODE.question));
  }

  private letterEnd(from: number): number {
    let at = from;
    while (this.isLetter(at)) at += (this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    return at;
  }

  private solo(at: number, code: number, whole: boolean): number {
    const end = at + (code > 0xffff ? 2 : 1);
    this.sink.word(this.text.slice(at, end), this.position, whole);
    this.position += 1;
    return end;
  }

  private wordOrLink(from: number, whole: boolean): number {
    const first = this.text.charCodeAt(from);
    if (first === 104 || first === 119) {
      link.lastIndex = from;
      const found = link.exec(this.text);
      if (found) {
        this.sink.link(found[0]);
        this.position += 1;
        return from + found[0].length;
      }
    }
    const bare = this.bareEnd(from);
    const end = this.signEnd(from, bare);
    this.emit(from, bare, end, whole);
    return end;
  }

  /** The word with what joins its parts: `don't`, `at&t`; both sides of & must be short, else they are two words. */
  private bareEnd(from: number): number {
    let start = from;
    let end = this.letterEnd(from);
    for (;;) {
      const joint = this.text.charCodeAt(end);
      if (joint !== CODE.quote && joint !== CODE.and) return end;
      const next = this.letterEnd(end + 1);
      if (next === end + 1) return end;
      if (joint === CODE.and && (end - start > SHORT || next - end - 1 > SHORT)) return end;
      start = end + 1;
      end = next;
    }
  }

  /** Signs that end a word: `c++`, `disney+`, and `c#`. */
  private signEnd(from: number, end: number): number {
    let at = end;
    if (this.text.charCodeAt(at) === CODE.hash && end - from === 1) at += 1;
    else while (this.text.charCodeAt(at) === CODE.plus && at < end + 2) at += 1;
    const code = this.text.codePointAt(at);
    return code === undefined || letterClass(code) === SEPARATOR ? at : end;
  }

  private emit(from: number, bare: number, end: number, whole: boolean): void {
    const { sink, position, text } = this;
    sink.word(text.slice(from, end), position, whole);
    // `c` is not `c++`, but `disney` is meant by `disney+`.
    if (end > bare && (bare - from > 1 || text.charCodeAt(from) < 97)) {
      sink.word(text.slice(from, bare), position, false);
    }
    if (bare - from > 2 && text.charCodeAt(bare - 1) === 115 && text.charCodeAt(bare - 2) === CODE.quote) {
      sink.word(text.slice(from, bare - 2), position, false);
    }
    this.position += 1;
  }

  private isTagLetter(at: number): boolean {
    const code = this.text.codePointAt(at);
    return (
      code !== undefined && (this.isLetter(at) || letterClass(code) === SOLO || code === CODE.underscore)
    );
  }

  /** # $ @ begin a tag where no word is before them and one is behind; $500 is no tag. */
  private isTag(at: number, code: number): boolean {
    if (code !== CODE.hash && code !== CODE.at && code !== CODE.dollar) return false;
    if (at > 0 && this.isTagLetter(at - 1)) return false;
    const next = this.text.charCodeAt(at + 1);
    return this.isTagLetter(at + 1) && !(code === CODE.dollar && next >= 48 && next <= 57);
  }

  private tagEnd(from: number): number {
    let at = from;
    while (this.isTagLetter(at)) at += (this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    return at;
  }

  private tag(at: number, sigil: number): number {
    const bare = this.tagEnd(at + 1);
    const end = sigil === CODE.at ? this.handle(at, bare) : this.topic(at, bare);
    const owner = this.text.startsWith("'s", end) && !this.isLetter(end + 2);
    return owner ? end + 2 : end;
  }

  /** `#tag` is found as the tag and as its words. */
  private topic(at: number, end: number): number {
    this.sink.word(this.text.slice(at, end), this.position, true);
    const inner = new WordScanner(this.text.slice(at + 1, end), this.sink, this.wildcards);
    inner.position = this.position;
    inner.scan(false);
    this.position = Math.max(inner.position, this.position + 1);
    return end;
  }

  /** `@brand.example.social` is found whole and as `@brand`: sentences do not always put a space behind their stop. */
  private handle(at: number, end: number): number {
    let whole = end;
    while (/[.@-]/u.test(this.text.charAt(whole)) && this.isTagLetter(whole + 1))
      whole = this.tagEnd(whole + 1);
    this.sink.word(this.text.slice(at, whole), this.position, true);
    if (whole > end) this.sink.word(this.text.slice(at, end), this.position, false);
    this.position += 1;
    return whole;
  }
}
