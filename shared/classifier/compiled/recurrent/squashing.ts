import {
  addFloats,
  addInts,
  type Code,
  divideFloats,
  floats,
  get,
  int,
  maxFloats,
  minFloats,
  multiplyFloats,
  set,
  shiftLeft,
  subtractFloats,
} from '../wasm/assembler.ts';

/**
 * σ and tanh of four numbers, by way of 2^y: a gate's sum is made from weights that are multiplied by these beforehand, so
 * that it already is the exponent.
 */
export const SIGMOID_SCALE = -Math.LOG2E;
export const TANH_SCALE = 2 * Math.LOG2E;

/** Local variables that the code may overwrite. */
export interface Scratch {
  readonly power: number;
  readonly rest: number;
}

/** σ(x) = 1 / (1 + 2^y) for y = SIGMOID_SCALE · x in local variable `y`, which is overwritten. Error below 1e-7. */
export const sigmoid = (y: number, scratch: Scratch): Code => [
  floats(1),
  ...[floats(1), exponential(y, scratch), addFloats],
  divideFloats,
];

/** tanh(x) = 1 − 2 / (1 + 2^y) for y = TANH_SCALE · x in local variable `y`, which is overwritten. Error below 2e-7. */
export const tanh = (y: number, scratch: Scratch): Code => [
  floats(1),
  floats(2),
  ...[floats(1), exponential(y, scratch), addFloats],
  divideFloats,
  subtractFloats,
];

/** Beyond this, σ and tanh have long reached their limits, and 2^y is still a float. */
const FARTHEST = 120;
/** Floats from here on are whole, with the number itself in their lowest bits. */
const WHOLE = 1.5 * 2 ** 23;
const EXPONENT_BIT = 23;

/** 2^y = 2^whole · 2^rest with −½ ≤ rest ≤ ½: the first by its bits, the second as a polynomial. */
function exponential(y: number, { power, rest }: Scratch): Code {
  return [
    ...[get(y), floats(FARTHEST), minFloats, floats(-FARTHEST), maxFloats, set(y)],
    ...[get(y), floats(WHOLE), addFloats, set(power)],
    ...[get(y), get(power), floats(WHOLE), subtractFloats, subtractFloats, set(rest)],
    polynomial(rest),
    ...[get(power), int(EXPONENT_BIT), shiftLeft, addInts],
  ];
}

function polynomial(x: number): Code {
  const [leading = 0, ...lower] = powerCoefficients().toReversed();
  return lower.reduce<Code>(
    (code, coefficient) => [code, get(x), multiplyFloats, floats(coefficient), addFloats],
    floats(leading),
  );
}

const DEGREE = 6;

/**
 * The polynomial that equals 2^x at the Chebyshev points of [−½, ½] (Newton's divided differences, then multiplied out):
 * at degree 6 its relative error is 3e-9, less than a float resolves.
 */
export function powerCoefficients(): number[] {
  const points = Array.from(
    { length: DEGREE + 1 },
    (_, i) => Math.cos((Math.PI * (i + 0.5)) / (DEGREE + 1)) / 2,
  );
  const differences = points.map((x) => 2 ** x);
  for (let order = 1; order <= DEGREE; order++) {
    for (let i = DEGREE; i >= order; i--) {
      const [value = 0, before = 0, right = 0, left = 0] = [
        differences[i],
        differences[i - 1],
        points[i],
        points[i - order],
      ];
      differences[i] = (value - before) / (right - left);
    }
  }
  return differences.reduceRight<number[]>((coefficients, difference, i) => {
    const point = points[i] ?? 0;
    const raised = [0, ...coefficients].map((value, k) => value - point * (coefficients[k] ?? 0));
    return [(raised[0] ?? 0) + difference, ...raised.slice(1)];
  }, []);
}
