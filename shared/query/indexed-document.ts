import { fold } from './fold.ts';
import type { QueryDocument } from './query.ts';
import { scanWords, type WordSink } from './scan-words.ts';
import { hasWildcard, wildcardMatches } from './wildcard.ts';

const SHORT = 64;
const nowhere: readonly number[] = [];
const host = /^(?:https?:\/\/)?(?:[^/@\s]*@)?([^/:?#\s]+)/u;

/** A post taken apart for queries: its words with their positions, its links, its folded fields. */
export class IndexedDocument implements WordSink {
  /** Words in order, those found at the place of another one included. */
  readonly words: string[] = [];
  readonly positions: number[] = [];
  /** The post's own address and the links in its text. */
  readonly links: string[] = [];
  readonly platform: string;
  readonly language: string | null;
  readonly author: string | null;
  private places: Map<string, number[]> | undefined;

  constructor({ text, platform, language, author, url }: QueryDocument) {
    this.platform = platform;
    this.language = language;
    this.author = author === null ? null : fold(author);
    scanWords(fold(text), this);
    if (url !== null) this.links.push(fold(url));
  }

  word(word: string, position: number): void {
    this.words.push(word);
    this.positions.push(position);
  }

  link(url: string): void {
    this.links.push(url);
  }

  has(pattern: string): boolean {
    if (!hasWildcard(pattern))
      return this.isShort() ? this.words.includes(pattern) : this.index().has(pattern);
    return this.words.some((word) => wildcardMatches(pattern, word));
  }

  /** Where the word is, rising. */
  positionsOf(pattern: string): readonly number[] {
    const wild = hasWildcard(pattern);
    if (!wild && !this.isShort()) return this.index().get(pattern) ?? nowhere;
    const found: number[] = [];
    for (const [at, word] of this.words.entries()) {
      if (wild ? !wildcardMatches(pattern, word) : word !== pattern) continue;
      const position = this.positions[at] ?? 0;
      if (found[found.length - 1] !== position) found.push(position);
    }
    return found;
  }

  /** Hosts of the links. */
  hosts(): string[] {
    return this.links.flatMap((link) => host.exec(link)?.[1] ?? []);
  }

  /** In a short post, looking through is faster than making an index. */
  private isShort(): boolean {
    return this.words.length <= SHORT;
  }

  /** Made only for long posts that a query is held against. */
  private index(): Map<string, number[]> {
    if (this.places) return this.places;
    const places = new Map<string, number[]>();
    for (const [at, word] of this.words.entries()) {
      const position = this.positions[at] ?? 0;
      const found = places.get(word);
      if (!found) places.set(word, [position]);
      else if (found[found.length - 1] !== position) found.push(position);
    }
    this.places = places;
    return places;
  }
}
