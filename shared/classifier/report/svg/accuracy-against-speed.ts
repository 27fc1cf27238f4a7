import type { Interval } from '../../evaluation/bootstrap.ts';
import { axes, percent, plain } from './axes.ts';
import { extent, linear, logarithmic, logarithmicTicks, type Range, ticks } from './scale.ts';
import { element, label, picture } from './svg.ts';

/** A model in the picture. */
export interface SpeedPoint {
  readonly name: string;
  readonly postsPerSecond: number;
  readonly value: number;
  readonly interval: Interval;
}

const FRAME = { left: 70, top: 64, width: 600, height: 300 };
const LABEL_HEIGHT = 15;

/** Models by how fast and how good they are, with the 95 % interval of how good; further up and right is better. */
export function accuracyAgainstSpeed(points: readonly SpeedPoint[], metric: string): string {
  const { left, top, width, height } = FRAME;
  const speeds = points.map(({ postsPerSecond }) => postsPerSecond);
  const across: Range = [Math.min(...speeds) / 2, Math.max(...speeds) * 2];
  const up = extent(
    points.flatMap(({ interval }) => interval),
    0.1,
  );
  const x = logarithmic(across, [left, left + width]);
  const y = linear(up, [top + height, top]);
  const write = (share: number): string => percent(share, up[1] - up[0] < 0.04 ? 1 : 0);
  return picture(
    { width: left + width + 30, height: top + height + 52, title: `${metric} against speed` },
    axes(
      { scale: x, ticks: logarithmicTicks(across), name: 'posts/s, on a logarithmic scale', write: plain },
      { scale: y, ticks: ticks(up), name: metric, write },
    ),
    ...points.map(({ postsPerSecond, value, interval: [low, high] }) => {
      const at = x.place(postsPerSecond);
      return (
        element('line', {
          x1: at,
          x2: at,
          y1: y.place(low),
          y2: y.place(high),
          class: 'axis',
          style: 'stroke:var(--one)',
        }) + element('circle', { cx: at, cy: y.place(value), r: 5, style: 'fill:var(--one)' })
      );
    }),
    ...names(points, (point) => [x.place(point.postsPerSecond), y.place(point.value)], left + width),
  );
}

/** Names beside the points, on the left of those near the right edge, moved down where they would lie on one another. */
function names(
  points: readonly SpeedPoint[],
  place: (point: SpeedPoint) => readonly [number, number],
  right: number,
): string[] {
  const taken: (readonly [number, number])[] = [];
  return [...points]
    .sort((a, b) => b.value - a.value)
    .map((point) => {
      const [x, y] = place(point);
      let at = y + 4;
      while (taken.some(([tx, ty]) => Math.abs(tx - x) < 140 && Math.abs(ty - at) < LABEL_HEIGHT))
        at += LABEL_HEIGHT;
      taken.push([x, at]);
      const atEnd = right - x < 140;
      return label(point.name, atEnd ? x - 10 : x + 10, at, {
        class: 'halo',
        'text-anchor': atEnd ? 'end' : 'start',
      });
    });
}
