import type { Backend, Explained } from '../backend.ts';

/** A backend without native code. */
export interface CompiledBackend extends Backend {
  readonly kind: 'compiled';
  score(tokens: readonly string[]): Float32Array;
  explain?(tokens: readonly string[]): Explained;
  /** Bytes of the folded table in use; grows with the tokens seen, up to the whole vocabulary. */
  tableBytes(): number;
  mostTableBytes(): number;
}
