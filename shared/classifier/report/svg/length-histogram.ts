import { axes, percent, plain } from './axes.ts';
import { linear, ticks } from './scale.ts';
import { element, label, picture } from './svg.ts';

const BARS = 50;
const FRAME = { left: 70, top: 64, width: 620, height: 210 };

/**
 * How long texts are. The last bar holds all that are longer than 99.5 % of the texts.
 * @param lengths tokens of each text.
 * @param limit tokens that the model reads: marked, with the share of texts that are longer.
 */
export function lengthHistogram(lengths: ArrayLike<number>, limit: number): string {
  const { left, top, width, height } = FRAME;
  const sorted = Float64Array.from(lengths).sort();
  const most = Math.max(sorted[Math.floor(sorted.length * 0.995)] ?? 1, 1);
  const step = Math.max(1, Math.ceil(most / BARS));
  const bars = Math.ceil((most + 1) / step);
  const counts = new Float64Array(bars);
  for (const length of sorted) {
    const bar = Math.min(bars - 1, Math.floor(length / step));
    counts[bar] = (counts[bar] as number) + 1;
  }
  const highest = Math.max(1, ...counts);
  const x = linear([0, bars * step], [left, left + width]);
  const y = linear([0, highest * 1.05], [top + height, top]);
  const middle = sorted[sorted.length >> 1] ?? 0;
  const longer = sorted.length === 0 ? 0 : sorted.filter((length) => length > limit).length / sorted.length;
  return picture(
    { width: left + width + 30, height: top + height + 52, title: 'Length of the texts' },
    axes(
      { scale: x, ticks: ticks([0, bars * step], 8), name: 'tokens' },
      { scale: y, ticks: ticks([0, highest], 4), name: 'texts', write: plain },
    ),
    ...Array.from(counts, (count, bar) => {
      const from = x.place(bar * step);
      const at = y.place(count);
      const size = Math.max(0.5, x.place((bar + 1) * step) - from - 1);
      return element('rect', {
        x: from,
        y: at,
        width: size,
        height: top + height - at,
        style: 'fill:var(--one)',
      });
    }),
    ...(limit <= bars * step
      ? [
          element('line', {
            class: 'curve',
            x1: x.place(limit),
            x2: x.place(limit),
            y1: top,
            y2: top + height,
            style: 'stroke:var(--two)',
          }),
        ]
      : []),
    label(
      `median ${plain(middle)}; the model reads the first ${plain(limit)}: ${percent(longer, longer < 0.1 ? 1 : 0)} are longer`,
      left + width,
      top - 10,
      { 'text-anchor': 'end' },
    ),
  );
}
