import type { Scale } from './scale.ts';
import { element, label } from './svg.ts';

export interface Axis {
  readonly scale: Scale;
  readonly ticks: readonly number[];
  readonly name: string;
  /** How a tick is written. */
  readonly write?: (value: number) => string;
}

/** Grid, ticks and names of the axes of one plot; y grows upwards. */
export function axes(x: Axis, y: Axis): string {
  const { from: left, to: right } = x.scale;
  const { from: bottom, to: top } = y.scale;
  return [
    ...y.ticks.map((tick) => {
      const at = y.scale.place(tick);
      return (
        element('line', { class: 'grid', x1: left, x2: right, y1: at, y2: at }) +
        label((y.write ?? plain)(tick), left - 8, at + 4, { class: 'soft', 'text-anchor': 'end' })
      );
    }),
    ...x.ticks.map((tick) => {
      const at = x.scale.place(tick);
      return (
        element('line', { class: 'axis', x1: at, x2: at, y1: bottom, y2: bottom + 4 }) +
        label((x.write ?? plain)(tick), at, bottom + 18, { class: 'soft', 'text-anchor': 'middle' })
      );
    }),
    element('line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom }),
    label(x.name, (left + right) / 2, bottom + 36, { 'text-anchor': 'middle' }),
    label(y.name, left, top - 10, { class: 'soft' }),
  ].join('');
}

/** `M x y L x y …` through the points, for the `d` of a path. */
export const pathThrough = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

export const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)} %`;

export const plain = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 4 });
