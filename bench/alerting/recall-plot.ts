import { axes, pathThrough, percent, plain } from '#shared/classifier/report/svg/axes.ts';
import { linear, logarithmic, ticks, type Range } from '#shared/classifier/report/svg/scale.ts';
import { element, label, picture } from '#shared/classifier/report/svg/svg.ts';
import { tones } from './crisis.ts';
import { foundIn } from './figures.ts';
import { wilsonInterval } from '../../services/alert/facts/wilson-interval.ts';
import type { Cell } from './measure.ts';
import { OURS } from './ordinary-time.ts';

const PANEL = { top: 84, width: 210, height: 240, left: 60, gap: 56 };
const WORLD = 'realistic';
const HOURS = [1, 3, 6, 24];
const LIFTS = [0.1, 0.2, 0.35];
const COLOURS = ['var(--negative)', 'var(--two)', 'var(--one)', 'var(--three)', 'var(--positive)'];

/** Recall of changes of tone alone by how long they last: a panel for each size, a curve for each rate. */
export function recallPlot(all: readonly Cell[]): string {
  const cells = all.filter(({ world }) => world === WORLD);
  const { top, width, height, left, gap } = PANEL;
  const right = left + LIFTS.length * (width + gap) - gap;
  return picture(
    { width: right + 100, height: top + height + 56, title: 'Recall where the tone alone changes' },
    ...LIFTS.map((lift, i) => panel(cells, lift, left + i * (width + gap))),
    ...cells.map(({ hourly }, i) =>
      label(`${hourly.toLocaleString('en')}/h`, right + 20, top + 16 + i * 20, {
        style: `fill:${COLOURS[i % 5]!}`,
      }),
    ),
  );
}

function panel(cells: readonly Cell[], lift: number, from: number): string {
  const { top, width, height } = PANEL;
  const across: Range = [0.8, 30];
  const x = logarithmic(across, [from, from + width]);
  const y = linear([0, 1], [top + height, top]);
  return [
    axes(
      { scale: x, ticks: HOURS, name: 'hours that it lasts', write: plain },
      { scale: y, ticks: ticks([0, 1]), name: `share +${lift * 100} points: found`, write: percent },
    ),
    ...cells.map((cell, i) => curve(cell, lift, COLOURS[i % 5]!, x.place, y.place)),
  ].join('');
}

function curve(
  cell: Cell,
  lift: number,
  colour: string,
  x: (hours: number) => number,
  y: (share: number) => number,
): string {
  const names = tones.filter(({ share }) => 'by' in share && share.by === lift).map(({ name }) => name);
  const points = names.map((name, i) => {
    const { found } = cell.crises.find(({ crisis }) => crisis.name === name)!;
    const { delays } = found.find((each) => each.name === OURS)!;
    const [low, high] = wilsonInterval(foundIn(delays), delays.length);
    return { at: x(HOURS[i]!), share: y(foundIn(delays) / delays.length), low: y(low), high: y(high) };
  });
  return [
    element('path', {
      class: 'curve',
      d: pathThrough(points.map(({ at, share }) => [at, share])),
      style: `stroke:${colour}`,
    }),
    ...points.map(
      ({ at, share, low, high }) =>
        element('line', { x1: at, x2: at, y1: low, y2: high, style: `stroke:${colour};opacity:.4` }) +
        element('circle', { cx: at, cy: share, r: 3, style: `fill:${colour}` }),
    ),
  ].join('');
}
