import { VECTOR_BYTES } from '../wasm/assembler.ts';

/** Lays out what kernels work on, one part after the other, each at a whole number of vectors. */
export interface MemoryPlan {
  /** Address of `bytes` bytes more. */
  take(bytes: number): number;
  /** Bytes of all that was taken. */
  size(): number;
}

export function planMemory(): MemoryPlan {
  let next = 0;
  return {
    take(bytes) {
      const address = next;
      next += Math.ceil(bytes / VECTOR_BYTES) * VECTOR_BYTES;
      return address;
    },
    size: () => next,
  };
}
