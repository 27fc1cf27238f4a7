import { axes, pathThrough } from '#shared/classifier/report/svg/axes.ts';
import { linear, ticks } from '#shared/classifier/report/svg/scale.ts';
import { element, picture } from '#shared/classifier/report/svg/svg.ts';
import type { FilterSample } from './filter-run.ts';

const FRAME = { left: 64, top: 64, right: 664, bottom: 264 };

/** Resident memory of the filter, in MB from 0 on, against the lines it has answered. */
export function memoryPlot(samples: readonly FilterSample[]): string {
  const { left, top, right, bottom } = FRAME;
  const alive = samples.filter(({ residentBytes }) => residentBytes > 0);
  const lines = Math.max(1, ...samples.map(({ answered }) => answered));
  const most = Math.max(100, ...alive.map(({ residentBytes }) => residentBytes / 1e6)) * 1.1;
  const x = linear([0, lines], [left, right]);
  const y = linear([0, most], [bottom, top]);
  const path = alive.map(({ answered, residentBytes }): [number, number] => [
    x.place(answered),
    y.place(residentBytes / 1e6),
  ]);
  return picture(
    { width: right + 36, height: bottom + 52, title: 'Memory of tonewatch score --stdin' },
    axes(
      { scale: x, ticks: ticks([0, lines]), name: 'lines answered' },
      { scale: y, ticks: ticks([0, most]), name: 'resident memory, MB' },
    ),
    element('path', { class: 'curve', d: pathThrough(path), style: 'stroke:var(--one)' }),
  );
}
