import type { OperatingPoint } from '../../evaluation/operating-points.ts';
import { axes, pathThrough, percent } from './axes.ts';
import { extent, linear, type Range, ticks } from './scale.ts';
import { element, label, picture } from './svg.ts';

const FRAME = { left: 70, top: 64, width: 320, height: 300 };

/** Macro-recall against accuracy over the operating points of a model; the one that it has stands out. */
export function operatingCurve(points: readonly OperatingPoint[]): string {
  const { left, top, width, height } = FRAME;
  const across = extent(
    points.map(({ accuracy }) => accuracy),
    0.1,
  );
  const up = extent(
    points.map(({ macroRecall }) => macroRecall),
    0.1,
  );
  const x = linear(across, [left, left + width]);
  const y = linear(up, [top + height, top]);
  const write = (range: Range) => (value: number) => percent(value, range[1] - range[0] < 0.03 ? 1 : 0);
  return picture(
    { width: left + width + 50, height: top + height + 52, title: 'Where the decision could lie' },
    axes(
      { scale: x, ticks: ticks(across, 5), name: 'accuracy', write: write(across) },
      { scale: y, ticks: ticks(up), name: 'macro-recall', write: write(up) },
    ),
    element('path', {
      class: 'curve',
      d: pathThrough(points.map(({ accuracy, macroRecall }) => [x.place(accuracy), y.place(macroRecall)])),
      style: 'stroke:var(--one)',
    }),
    ...points.map(({ shift, accuracy, macroRecall }) => {
      const [cx, cy] = [x.place(accuracy), y.place(macroRecall)];
      const own = shift === 0;
      const named = Math.abs(shift * 2) % 1 === 0;
      return (
        element('circle', {
          cx,
          cy,
          r: own ? 6 : named ? 3.5 : 2,
          style: `fill:var(${own ? '--two' : '--one'})`,
        }) +
        (named
          ? label(
              own ? 'as it is' : shift.toFixed(1).replace('-', '−'),
              cx + (shift > 0 ? 0 : 10),
              cy + (shift > 0 ? 18 : 4),
              {
                class: own ? 'halo' : 'soft halo',
                'text-anchor': shift > 0 ? 'middle' : 'start',
              },
            )
          : '')
      );
    }),
  );
}
