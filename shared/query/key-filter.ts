const BITS = 20;

/**
 * Says of nearly every word that it is no key, without a look into a Map of some ten thousand keys, which is seldom in
 * the processor's cache: a bit for each hash of a key (a Bloom filter with one hash function).
 */
export class KeyFilter {
  private readonly bits = new Uint32Array(2 ** (BITS - 5));

  add(key: string): void {
    let hash = 0;
    for (let at = 0; at < key.length; at += 1) hash = hashStep(hash, key.charCodeAt(at));
    const bit = bitOf(hash);
    this.bits[bit >>> 5] = (this.bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  /** False: what has this hash is no key. True: it may be one. */
  has(hash: number): boolean {
    const bit = bitOf(hash);
    return ((this.bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }
}

/** The hash of a text and one more character; that of the empty text is 0. */
export const hashStep = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0;

const bitOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> (32 - BITS);
