import type { RatingGroup } from '../../evaluation/rating-metrics.ts';
import { axes, plain } from './axes.ts';
import { extent, linear, ticks } from './scale.ts';
import { element, label, picture } from './svg.ts';

const FRAME = { left: 62, top: 64, size: 320 };

/** What is said of texts by the rating that people gave: the mean, and where four fifths lie. On the line it is right. */
export function ratingDiagram(groups: readonly RatingGroup[]): string {
  const { left, top, size } = FRAME;
  const bottom = top + size;
  const range = extent(groups.flatMap(({ rating, between }) => [rating, ...between]));
  const x = linear(range, [left, left + size]);
  const y = linear(range, [bottom, top]);
  const marks = ticks(range, 8);
  const most = Math.max(1, ...groups.map(({ examples }) => examples));
  return picture(
    { width: left + size + 40, height: bottom + 64, title: 'What is said of which rating' },
    axes(
      { scale: x, ticks: marks, name: 'rating that people gave' },
      { scale: y, ticks: marks, name: 'said' },
    ),
    element('path', {
      d: `M${left} ${bottom}L${left + size} ${top}`,
      class: 'axis',
      'stroke-dasharray': '4 4',
    }),
    ...groups.map(({ rating, mean, between: [low, high], examples }) => {
      const at = x.place(rating);
      const whisker = { x1: at, x2: at, y1: y.place(low), y2: y.place(high), class: 'curve' };
      return (
        element('line', { ...whisker, style: 'stroke:var(--one);opacity:.5' }) +
        element('circle', {
          cx: at,
          cy: y.place(mean),
          r: 3 + 3 * Math.sqrt(examples / most),
          style: 'fill:var(--one)',
        })
      );
    }),
    label(
      `dots: means of ${plain(groups.reduce((sum, { examples }) => sum + examples, 0))} texts; lines hold four fifths`,
      left,
      bottom + 54,
      { class: 'soft' },
    ),
  );
}
