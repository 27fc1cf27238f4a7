const SECOND_SEED = 0x9747b28c;

/** 32-bit hash of a string: FNV-1a over UTF-16 units, finished with MurmurHash3's mixer. Faster on words than calling WebAssembly. */
export function hash32(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Two differently seeded 32-bit hashes as 16 hexadecimal digits. */
export function hash64Hex(text: string): string {
  return hex(hash32(text)) + hex(hash32(text, SECOND_SEED));
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
