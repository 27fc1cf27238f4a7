import { TonewatchError } from '../../../errors/tonewatch-error.ts';
import { assemble, type Kernel } from './assembler.ts';

export interface KernelMemory {
  readonly buffer: ArrayBuffer;
}

// Only what is used here: neither Node's types nor ES2023's have WebAssembly.
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

const PAGE_BYTES = 65_536;
/** What addresses of 32 bits reach. */
const MOST_BYTES = 2 ** 32;

/**
 * Memory of a fixed size, all zero; the system gives it pages as they are written to.
 * @throws TonewatchError BACKEND_UNSUPPORTED when it cannot be that large.
 */
export function kernelMemory(bytes: number): KernelMemory {
  if (bytes > MOST_BYTES) {
    throw new TonewatchError(
      'BACKEND_UNSUPPORTED',
      `the tables of this model would need up to ${(bytes / 1e9).toFixed(1)} GB, and 4.2 GB is the most; use --backend tensorflow`,
    );
  }
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
}

/** Kernels that work on a memory, as functions. */
export function compileKernels<Name extends string>(
  kernels: readonly Kernel<Name>[],
  memory: KernelMemory,
): Record<Name, (...integers: number[]) => void> {
  const module = new WebAssembly.Module(assemble(kernels));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as Record<Name, (...integers: number[]) => void>;
}
