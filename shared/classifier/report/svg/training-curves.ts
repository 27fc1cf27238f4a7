import { axes, type Axis, pathThrough, percent } from './axes.ts';
import { extent, linear, type Range, ticks } from './scale.ts';
import { element, label, picture } from './svg.ts';

/** What is known of an epoch when it is over. */
export interface EpochRecord {
  /** From 1 on. */
  readonly epoch: number;
  /** Mean loss of the training examples while it ran. */
  readonly loss: number;
  /** On the development part, e.g. `{ loss, macroRecall, accuracy, r2 }`; shares between 0 and 1. */
  readonly development: Readonly<Record<string, number>>;
  readonly learningRate?: number;
  readonly seconds?: number;
}

const colours = ['var(--one)', 'var(--two)', 'var(--three)', 'var(--positive)', 'var(--negative)'];
const PANEL = { width: 330, height: 210, top: 66, left: 62, gap: 90 };

/** Loss on the left, metrics of the development part on the right, over the epochs; a mark at the one that was kept. */
export function trainingCurves(epochs: readonly EpochRecord[], best?: number): string {
  const names = [...new Set(epochs.flatMap(({ development }) => Object.keys(development)))];
  const lossNames = names.filter((name) => /loss/iu.test(name));
  // The calibration error is near 0 where the others are near 1: on one scale both would be flat.
  const metricNames = names.filter((name) => !/loss|examples|ece|error/iu.test(name));
  const losses: Series[] = [
    { name: 'training', values: epochs.map(({ loss }) => loss) },
    ...lossNames.map((name) => series(epochs, name, 'development')),
  ];
  const metrics = metricNames.map((name) => series(epochs, name));
  const second = PANEL.left + PANEL.width + PANEL.gap;
  return picture(
    { width: second + PANEL.width + 24, height: PANEL.top + PANEL.height + 64, title: 'Training' },
    panel(PANEL.left, 'loss', epochs, losses, best),
    metrics.length > 0 ? panel(second, 'development part', epochs, metrics, best, percent) : '',
  );
}

interface Series {
  readonly name: string;
  /** NaN where an epoch has none. */
  readonly values: readonly number[];
}

const series = (epochs: readonly EpochRecord[], key: string, name = key): Series => ({
  name,
  values: epochs.map(({ development }) => development[key] ?? NaN),
});

function panel(
  left: number,
  name: string,
  epochs: readonly EpochRecord[],
  lines: readonly Series[],
  best: number | undefined,
  write?: (value: number) => string,
): string {
  const { top, width, height } = PANEL;
  const last = epochs.at(-1)?.epoch ?? 1;
  const across: Range = [Math.min(1, last - 1), Math.max(2, last)];
  const up = extent(
    lines.flatMap(({ values }) => values.filter(Number.isFinite)),
    0.08,
  );
  const wholes = ticks(across, 6).filter((tick) => Number.isInteger(tick) && tick >= 1);
  const x: Axis = { scale: linear(across, [left, left + width]), ticks: wholes, name: 'epoch' };
  const y: Axis = {
    scale: linear(up, [top + height, top]),
    ticks: ticks(up),
    name,
    ...(write && { write: (value: number) => write(value) }),
  };
  const kept = best !== undefined && x.scale.place(best);
  return [
    axes(x, y),
    kept === false
      ? ''
      : element('line', {
          class: 'axis',
          'stroke-dasharray': '3 3',
          x1: kept,
          x2: kept,
          y1: top,
          y2: top + height,
        }) + label(`kept: ${best}`, kept, top + height - 6, { class: 'soft', 'text-anchor': 'middle' }),
    ...lines.map((line, i) => curve(line, i, epochs, x, y)),
    legend(lines, left + width, top - 12),
  ].join('');
}

/** The names of the lines in their colours, right-aligned on one line. */
const legend = (lines: readonly Series[], right: number, y: number): string =>
  element(
    'text',
    { x: right, y, 'text-anchor': 'end' },
    ...lines.map(({ name }, i) =>
      element('tspan', { style: `fill:${colourOf(i)}`, dx: i === 0 ? 0 : 10 }, name),
    ),
  );

function curve({ values }: Series, i: number, epochs: readonly EpochRecord[], x: Axis, y: Axis): string {
  const points = epochs.flatMap(({ epoch }, at): [number, number][] => {
    const value = values[at] ?? NaN;
    return Number.isFinite(value) ? [[x.scale.place(epoch), y.scale.place(value)]] : [];
  });
  return (
    element('path', { class: 'curve', d: pathThrough(points), style: `stroke:${colourOf(i)}` }) +
    points.map(([cx, cy]) => element('circle', { cx, cy, r: 2.5, style: `fill:${colourOf(i)}` })).join('')
  );
}

const colourOf = (i: number): string => colours[i % colours.length] ?? 'var(--ink)';
