import { axes, pathThrough, percent } from '#shared/classifier/report/svg/axes.ts';
import { linear, ticks } from '#shared/classifier/report/svg/scale.ts';
import { element, label, picture } from '#shared/classifier/report/svg/svg.ts';
import type { Cell } from './measure.ts';
import { OURS } from './ordinary-time.ts';

const FRAME = { left: 64, top: 64, width: 560, height: 280 };
const WORLD = 'realistic';
const COLOURS = ['var(--negative)', 'var(--two)', 'var(--one)', 'var(--three)', 'var(--positive)'];
const MINUTES = 240;

/** What share of the crises of the headline (sharp) has been found so many minutes after their onset, by rate. */
export function delayPlot(all: readonly Cell[]): string {
  const cells = all.filter(({ world }) => world === WORLD);
  const { left, top, width, height } = FRAME;
  const x = linear([0, MINUTES], [left, left + width]);
  const y = linear([0, 1], [top + height, top]);
  const curves = cells.map((cell, i) => {
    const delays = cell.crises[0]!.found.find(({ name }) => name === OURS)!.delays;
    const points = Array.from({ length: MINUTES + 1 }, (_, minute): [number, number] => [
      x.place(minute),
      y.place(delays.filter((delay) => delay <= minute).length / delays.length),
    ]);
    return element('path', { class: 'curve', d: pathThrough(points), style: `stroke:${COLOURS[i % 5]!}` });
  });
  return picture(
    {
      width: left + width + 120,
      height: top + height + 56,
      title: 'How soon crises of ×3 volume, half negative, are found; realistic world',
    },
    axes(
      { scale: x, ticks: ticks([0, MINUTES], 8), name: 'minutes since the onset' },
      { scale: y, ticks: ticks([0, 1]), name: 'share of crises found', write: percent },
    ),
    ...curves,
    ...cells.map(({ hourly }, i) =>
      label(`${hourly.toLocaleString('en')}/h`, left + width + 16, top + 16 + i * 20, {
        style: `fill:${COLOURS[i % 5]!}`,
      }),
    ),
  );
}
