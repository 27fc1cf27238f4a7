/** IEEE 754 half precision, as weights are stored: 1 sign bit, 5 exponent bits, 10 fraction bits. */

/** The float32 value of every possible half: 65,536 of them, made on first use. */
let decoded: Float32Array | undefined;

function decodeOne(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Every half is exact in float32. */
export function decodeFloat16(halves: Uint16Array): Float32Array {
  decoded ??= Float32Array.from({ length: 65_536 }, (_, bits) => decodeOne(bits));
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = decoded[halves[i] as number] as number;
  return values;
}

/** Rounds to the nearest half, ties to even; beyond ±65,504 becomes infinite. */
export function encodeFloat16(values: Float32Array): Uint16Array {
  const word = new Uint32Array(1);
  const float = new Float32Array(word.buffer);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    float[0] = values[i] as number;
    const bits = word[0] as number;
    halves[i] = ((bits >>> 16) & 0x8000) | encodeMagnitude(bits & 0x7fffffff);
  }
  return halves;
}

/** Half of a positive float32 given as bits. */
function encodeMagnitude(bits: number): number {
  if (bits > 0x7f800000) return 0x7e00; // not a number
  if (bits >= 0x47800000) return 0x7c00; // 65,536 and more
  const exponent = (bits >>> 23) - 127;
  if (exponent < -25) return 0;
  // Below 2^-14 halves are subnormal: the implicit leading one is shifted in like any other bit.
  const subnormal = exponent < -14;
  const mantissa = subnormal ? (bits & 0x7fffff) | 0x800000 : bits - 0x38000000;
  const shift = subnormal ? -1 - exponent : 13;
  const half = mantissa >>> shift;
  const rest = mantissa & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  // A carry out of the fraction rightly raises the exponent, and out of the largest half gives infinity.
  return rest > middle || (rest === middle && half & 1) ? half + 1 : half;
}
