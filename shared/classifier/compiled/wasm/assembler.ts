/**
 * A small assembler for WebAssembly with vectors of four 32-bit numbers: kernels are written down instruction by
 * instruction, built when a model is opened, and are as portable as the rest. Only the instructions that are used are
 * here, by their encoding in the WebAssembly core specification 2.0, section 5.4. An instruction takes its operands from
 * the stack, so code reads in the order operands, operation: `[get(a), get(b), add]`.
 */
export type Code = readonly (number | Code)[];

export const VECTOR_BYTES = 16;

/** LEB128, unsigned and signed, as section 5.2.2 has them. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
function signed(value: number): number[] {
  const rest = value >> 7;
  const isLast = (rest === 0 && (value & 0x40) === 0) || (rest === -1 && (value & 0x40) !== 0);
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(rest)];
}

/** Local variables of a function by number: parameters, then integers, then vectors. */
export const get = (local: number): Code => [0x20, unsigned(local)];
export const set = (local: number): Code => [0x21, unsigned(local)];
export const tee = (local: number): Code => [0x22, unsigned(local)];

export const int = (value: number): Code => [0x41, signed(value)];
export const add: Code = [0x6a];
export const multiply: Code = [0x6c];

/** From the address on the stack, plus `offset` bytes. */
export const loadInt = (offset = 0): Code => [0x28, 2, unsigned(offset)];
export const loadVector = (offset = 0): Code => [0xfd, 0x00, 2, unsigned(offset)];
/** One number, four times. */
export const loadSplat = (offset = 0): Code => [0xfd, 0x09, 2, unsigned(offset)];
/** Takes the address and, on top of it, what to store. */
export const storeVector = (offset = 0): Code => [0xfd, 0x0b, 2, unsigned(offset)];
export const storeFloat = (offset = 0): Code => [0x38, 2, unsigned(offset)];

const simd = (operation: number): Code => [0xfd, unsigned(operation)];
const bytesOf = (numbers: Float32Array | Int32Array): number[] => [...new Uint8Array(numbers.buffer)];

/** The same float, or the same integer, in all four places. */
export const floats = (value: number): Code => [simd(0x0c), bytesOf(new Float32Array(4).fill(value))];
export const ints = (value: number): Code => [simd(0x0c), bytesOf(new Int32Array(4).fill(value))];
/** An integer from the stack in all four places. */
export const splatInt = simd(0x11);
/** The float in one of the four places. */
export const floatAt = (place: number): Code => [simd(0x1f), place];
export const addFloat: Code = [0x92];
/** A float from the stack in all four places. */
export const splatFloat = simd(0x13);
/** Four floats without what is behind the point, as signed integers; and the integer in one of the four places. */
export const truncateFloats = simd(0xf8);
export const intAt = (place: number): Code => [simd(0x1b), place];

export const addInts = simd(0xae);
export const maxInts = simd(0xb8);
/** All ones in each place where the first is greater, signed. */
export const greaterInts = simd(0x3b);
/** From the first where the third has ones, else from the second. */
export const select = simd(0x52);
/** Each of four integers shifted left by the integer on the stack. */
export const shiftLeft = simd(0xab);

export const addFloats = simd(0xe4);
export const subtractFloats = simd(0xe5);
export const multiplyFloats = simd(0xe6);
export const divideFloats = simd(0xe7);
/** b < a ? b : a, one instruction on every processor; and a < b ? b : a. */
export const minFloats = simd(0xea);
export const maxFloats = simd(0xeb);

export const repeat = (...code: Code): Code => [0x03, 0x40, code, 0x0b];
/** At the end of `repeat`: once more if a < b, unsigned. */
export const whileLess = (a: Code, b: Code): Code => [a, b, 0x49, 0x0d, 0];
/** The code for each of 0, 1, … */
export const forEach = (count: number, code: (index: number) => Code): Code =>
  Array.from({ length: count }, (_, index) => code(index));

/** A function of integers to nothing. */
export interface Kernel<Name extends string = string> {
  readonly name: Name;
  readonly parameters: number;
  readonly integers: number;
  readonly vectors: number;
  readonly body: Code;
}

// Sections of a module, section 5.5 of the specification.
const I32 = 0x7f;
const V128 = 0x7b;
const flatten = (code: Code): number[] => (code as readonly unknown[]).flat(Infinity) as number[];
const text = (value: string): Code => [value.length, ...Buffer.from(value)];
const sized = (...code: Code): Code => {
  const bytes = flatten(code);
  return [unsigned(bytes.length), bytes];
};
const list = (items: readonly Code[]): Code => [unsigned(items.length), items];
const section = (id: number, ...code: Code): Code => [id, sized(code)];

/** A module that exports the kernels and takes its memory from outside, as `env.memory`. */
export function assemble(kernels: readonly Kernel[]): Uint8Array {
  const types = kernels.map(({ parameters }): Code => [0x60, list(Array(parameters).fill([I32])), 0]);
  const bodies = kernels.map(({ integers, vectors, body }) =>
    sized(
      list([
        [unsigned(integers), I32],
        [unsigned(vectors), V128],
      ]),
      body,
      0x0b,
    ),
  );
  return Uint8Array.from(
    flatten([
      [0x00, ...Buffer.from('asm'), 1, 0, 0, 0],
      section(1, list(types)),
      section(2, 1, text('env'), text('memory'), 2, 0, 1),
      section(3, list(kernels.map((_, i) => unsigned(i)))),
      section(7, list(kernels.map(({ name }, i) => [text(name), 0, unsigned(i)]))),
      section(10, list(bodies)),
    ]),
  );
}
