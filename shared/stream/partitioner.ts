/**
 * Key → partition as Kafka's default partitioner does it: murmur2 (32 bits, seed 0x9747b28c) over the UTF-8 bytes of
 * the key, sign bit cleared, modulo the number of partitions. So a topic has the same layout in both streams.
 */

const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const scratch = Buffer.allocUnsafe(1024);

/** MurmurHash2 by Austin Appleby, in the variant of Kafka's clients, over the first `length` bytes. Signed 32 bits. */
export function murmur2(bytes: Uint8Array, length: number = bytes.length): number {
  let h = SEED ^ length;
  const whole = length & ~3;
  for (let i = 0; i < whole; i += 4) {
    let k =
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24);
    k = Math.imul(k, M);
    k ^= k >>> 24;
    h = Math.imul(h, M) ^ Math.imul(k, M);
  }
  const rest = length - whole;
  if (rest === 3) h ^= (bytes[whole + 2] as number) << 16;
  if (rest >= 2) h ^= (bytes[whole + 1] as number) << 8;
  if (rest >= 1) h = Math.imul(h ^ (bytes[whole] as number), M);
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
}

/** The partition, 0 … partitions − 1, that records of this key belong to. */
export function partitionOf(key: string, partitions: number): number {
  // A UTF-16 unit is at most three bytes of UTF-8.
  const hash =
    key.length * 3 <= scratch.length
      ? murmur2(scratch, scratch.write(key, 'utf8'))
      : murmur2(Buffer.from(key, 'utf8'));
  return (hash & 0x7fffffff) % partitions;
}
