import type { ReliabilityBin } from '../../evaluation/reliability.ts';
import { axes, percent, plain } from './axes.ts';
import { linear, ticks } from './scale.ts';
import { element, label, picture } from './svg.ts';

const FRAME = { left: 62, top: 64, size: 300, below: 70, height: 70 };

/** How often the model is right when it is so sure; below, how many texts that concerns. On the line it is calibrated. */
export function reliabilityDiagram(bins: readonly ReliabilityBin[], ece: number): string {
  const { left, top, size, below, height } = FRAME;
  const bottom = top + size;
  const floor = bottom + below + height;
  const across = linear([0, 1], [left, left + size]);
  const up = linear([0, 1], [bottom, top]);
  const most = Math.max(1, ...bins.map(({ examples }) => examples));
  const counts = linear([0, most], [floor, bottom + below]);
  const shares = { scale: across, ticks: ticks([0, 1]), write: percent };
  const full = bins.filter(({ examples }) => examples > 0);
  const bar = (bin: ReliabilityBin, y: number, base: number, style: string): string =>
    element('rect', {
      x: across.place(bin.from) + 1,
      width: across.place(bin.to) - across.place(bin.from) - 2,
      y: Math.min(y, base - 0.5),
      height: Math.max(0.5, base - y),
      style,
    });
  return picture(
    {
      width: left + size + 64,
      height: floor + 50,
      title: `How far its confidence can be trusted: ECE ${percent(ece, 1)}`,
    },
    axes(
      { ...shares, write: () => '', name: '' },
      { scale: up, ticks: ticks([0, 1]), write: percent, name: 'right' },
    ),
    ...full.map((bin) => bar(bin, up.place(bin.accuracy), bottom, 'fill:var(--one);opacity:.75')),
    element('path', {
      d: `M${left} ${bottom}L${left + size} ${top}`,
      class: 'axis',
      'stroke-dasharray': '4 4',
    }),
    ...full.map(({ from, to, interval: [low, high] = [0, 0] }) => {
      const x = across.place((from + to) / 2);
      const whisker = { x1: x, x2: x, y1: up.place(low), y2: up.place(high) };
      return high > low ? element('line', { ...whisker, style: 'stroke:var(--ink);opacity:.55' }) : '';
    }),
    ...full.map(({ confidence, accuracy, examples }) =>
      element('circle', {
        cx: across.place(confidence),
        cy: up.place(accuracy),
        r: 2.5 + 3 * Math.sqrt(examples / most),
        style: 'fill:var(--two);stroke:var(--plane)',
      }),
    ),
    axes({ ...shares, name: 'confidence' }, { scale: counts, ticks: [most], write: plain, name: 'texts' }),
    ...full.map((bin) => bar(bin, counts.place(bin.examples), floor, 'fill:var(--soft);opacity:.6')),
    label('lines: 95 % intervals; dots: mean confidence', left, bottom + 24, { class: 'soft' }),
  );
}
