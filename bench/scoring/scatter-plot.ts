import { axes, percent } from '#shared/classifier/report/svg/axes.ts';
import {
  extent,
  linear,
  logarithmic,
  logarithmicTicks,
  type Range,
  ticks,
} from '#shared/classifier/report/svg/scale.ts';
import { label, picture } from '#shared/classifier/report/svg/svg.ts';
import { isOwn, type Result } from './result.ts';
import { namedDots } from './scatter-labels.ts';

const FRAME = { left: 64, top: 64, right: 764, bottom: 424 };

/** Accuracy on the first data file against posts a second of processor time from raw text; up and right is better. */
export function scatterPlot(results: readonly Result[]): string {
  const speedOf = ({ speeds }: Result): number => speeds.text?.perCpuSecond ?? NaN;
  const accuracyOf = ({ quality }: Result): number => quality[0]?.accuracy ?? NaN;
  const { left, top, right, bottom } = FRAME;
  const speeds = results.map(speedOf);
  const across: Range = [Math.min(...speeds) / 2, Math.max(...speeds) * 2];
  const up = extent(results.map(accuracyOf), 0.15);
  const x = logarithmic(across, [left, right]);
  const y = linear(up, [bottom, top]);
  const dots = results.map((result) => ({
    name: result.name,
    x: x.place(speedOf(result)),
    y: y.place(accuracyOf(result)),
    colour: isOwn(result) ? 'var(--one)' : 'var(--two)',
  }));
  return picture(
    { width: right + 36, height: bottom + 56, title: 'Accuracy and speed on one core' },
    label('blue: models of this project; amber: packages', left + 68, top - 10, { class: 'soft' }),
    axes(
      {
        scale: x,
        ticks: logarithmicTicks(across),
        name: 'posts per second of processor time, from raw text to label',
        write: (value) => value.toLocaleString('en-US'),
      },
      { scale: y, ticks: ticks(up), name: 'accuracy', write: percent },
    ),
    ...namedDots(dots, FRAME),
  );
}
