import type { LayerOutput } from '../../inspection/inspection.ts';
import { element, label, picture } from './svg.ts';

const LEFT = 130;
const TOP = 56;
const ROW = 20;
const WIDTH = 720;

/** The output of a layer, a row for each token and a column for each unit: deeper is further from 0. */
export function heatMap({ name, rows, columns, values }: LayerOutput, tokens: readonly string[]): string {
  const count = columns === 0 ? 0 : values.length / columns;
  const most = values.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-9);
  const cell = WIDTH / Math.max(1, columns);
  return picture(
    { width: LEFT + WIDTH + 24, height: TOP + count * ROW + 24, title: `${name}: ${count} × ${columns}` },
    label(`blue above 0, red below; the deepest is ${most.toPrecision(3)}`, LEFT, 44, { class: 'soft' }),
    ...Array.from({ length: count }, (_, row) =>
      [
        rows === 'tokens'
          ? label(tokens[row] ?? '', LEFT - 10, TOP + row * ROW + 14, { 'text-anchor': 'end' })
          : '',
        ...Array.from(values.subarray(row * columns, (row + 1) * columns), (value, column) =>
          Math.abs(value) < most / 50
            ? ''
            : element('rect', {
                x: LEFT + column * cell,
                y: TOP + row * ROW,
                width: Math.max(0.5, cell - (cell > 4 ? 0.5 : 0)),
                height: ROW - 1,
                style: `fill:rgba(var(${value < 0 ? '--cool' : '--heat'}),${(Math.abs(value) / most).toFixed(2)})`,
              }),
        ),
      ].join(''),
    ),
  );
}
