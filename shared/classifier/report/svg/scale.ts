/** From values to places in a picture. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  place(value: number): number;
}

export type Range = readonly [from: number, to: number];

export function linear([low, high]: Range, [from, to]: Range): Scale {
  const span = high - low || 1;
  return { from, to, place: (value) => from + ((value - low) / span) * (to - from) };
}

/** Equal factors are equal distances; all values above 0. */
export function logarithmic([low, high]: Range, range: Range): Scale {
  const { from, to, place } = linear([Math.log(low), Math.log(high)], range);
  return { from, to, place: (value) => place(Math.log(value)) };
}

/** Round values (1, 2 or 5 times a power of ten apart) between low and high, about `count` of them. */
export function ticks([low, high]: Range, count = 5): number[] {
  const rough = (high - low) / count;
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough * 0.75) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Powers of ten between low and high, with 2 and 5 times them where there are fewer than three. */
export function logarithmicTicks([low, high]: Range): number[] {
  const of = (factors: readonly number[]): number[] => {
    const powers = Array.from({ length: 24 }, (_, i) => 10 ** (i - 6));
    return powers
      .flatMap((power) => factors.map((factor) => Number((power * factor).toPrecision(3))))
      .filter((value) => value >= low && value <= high);
  };
  const tens = of([1]);
  return tens.length >= 3 ? tens : of([1, 2, 5]);
}

/** The smallest range that holds all values, wider by a share of itself on both sides. */
export function extent(values: Iterable<number>, margin = 0.05): Range {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const room = (high - low || Math.abs(high) || 1) * margin;
  return [low - room, high + room];
}
