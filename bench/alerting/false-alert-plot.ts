import { axes, plain } from '#shared/classifier/report/svg/axes.ts';
import { logarithmic, logarithmicTicks, type Range } from '#shared/classifier/report/svg/scale.ts';
import { element, label, picture } from '#shared/classifier/report/svg/svg.ts';
import { poissonInterval } from './intervals.ts';
import type { Cell } from './measure.ts';
import { OURS, rivalName } from './ordinary-time.ts';
import { rivals } from './rivals/rival.ts';

const FRAME = { left: 64, top: 64, width: 560, height: 300 };
const WORLD = 'realistic';
const COLOURS = ['var(--one)', 'var(--two)', 'var(--three)', 'var(--negative)', 'var(--soft)'];
const STEP = 9;
const LOWEST = 0.001;

/** False alerts a product-week by rate, ours and those of others asked hourly, realistic world, on a logarithmic scale. */
export function falseAlertPlot(all: readonly Cell[]): string {
  const cells = all.filter(({ world }) => world === WORLD);
  const names = [OURS, ...rivals.map(({ name }) => rivalName(name, 60))];
  const { left, top, width, height } = FRAME;
  const up: Range = [LOWEST, 50];
  const y = logarithmic(up, [top + height, top]);
  const rates = cells.map(({ hourly }) => hourly);
  const x = logarithmic([Math.min(...rates) / 2, Math.max(...rates) * 2], [left, left + width]);
  const marks = cells.flatMap(({ hourly, falseAlerts }) =>
    names.map((name, i) => {
      const { late, lateWeeks } = falseAlerts.find((each) => each.name === name)!;
      const [low, high] = poissonInterval(late).map((bound) => y.place(Math.max(LOWEST, bound / lateWeeks)));
      const at = x.place(hourly) + (i - 2) * STEP;
      const style = `stroke:${COLOURS[i]!};fill:${late > 0 ? COLOURS[i]! : 'var(--plane)'}`;
      return (
        element('line', { x1: at, x2: at, y1: low, y2: high, 'stroke-width': 1.5, style }) +
        element('circle', { cx: at, cy: y.place(Math.max(LOWEST, late / lateWeeks)), r: 3.5, style })
      );
    }),
  );
  return picture(
    { width: left + width + 210, height: top + height + 56, title: 'False alerts, realistic world' },
    axes(
      { scale: x, ticks: rates, name: 'mentions an hour', write: plain },
      {
        scale: y,
        ticks: logarithmicTicks(up),
        name: 'false alerts a product-week, 95 % interval; hollow: none',
        write: plain,
      },
    ),
    element('line', {
      x1: left,
      x2: left + width,
      y1: y.place(0.1),
      y2: y.place(0.1),
      class: 'axis',
      'stroke-dasharray': '4 4',
    }),
    label('claimed: 0.1', left + width * 0.62, y.place(0.1) - 5, { class: 'soft halo' }),
    ...marks,
    ...names.map((name, i) =>
      label(name.replace(', hourly', ''), left + width + 16, top + 16 + i * 20, {
        style: `fill:${COLOURS[i]!}`,
      }),
    ),
  );
}
