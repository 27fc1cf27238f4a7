import { percent, plain } from './axes.ts';
import { element, label, picture } from './svg.ts';

const CELL = 104;
const LEFT = 118;
const TOP = 78;

/**
 * Which classes are taken for which; the deeper the colour, the larger the share of the true class.
 * @param confusion [true class][predicted class]: examples.
 */
export function confusionMatrix(
  confusion: readonly (readonly number[])[],
  labels: readonly string[],
): string {
  const size = labels.length * CELL;
  return picture(
    { width: LEFT + size + 24, height: TOP + size + 20, title: 'What is taken for what' },
    label('said', LEFT + size / 2, TOP - 28, { class: 'soft', 'text-anchor': 'middle' }),
    label('is', 16, TOP + 14, { class: 'soft' }),
    ...labels.map((name, c) => label(name, LEFT + (c + 0.5) * CELL, TOP - 10, { 'text-anchor': 'middle' })),
    ...confusion.map((row, actual) => matrixRow(row, actual, labels[actual] ?? '')),
  );
}

function matrixRow(row: readonly number[], actual: number, name: string): string {
  const total = row.reduce((sum, count) => sum + count, 0);
  const middle = TOP + (actual + 0.5) * CELL;
  return [
    label(name, LEFT - 12, middle + 4, { 'text-anchor': 'end' }),
    ...row.map((count, said) => {
      const share = total === 0 ? 0 : count / total;
      const x = LEFT + said * CELL;
      const centre = { class: 'halo', 'text-anchor': 'middle' };
      const colour = said === actual ? '--heat' : '--cool';
      return [
        element('rect', {
          x: x + 1,
          y: TOP + actual * CELL + 1,
          width: CELL - 2,
          height: CELL - 2,
          rx: 4,
          style: `fill:rgba(var(${colour}),${(0.04 + share * 0.66).toFixed(3)})`,
        }),
        label(percent(share, 1), x + CELL / 2, middle, {
          ...centre,
          style: 'font-size:15px;font-weight:600',
        }),
        label(plain(count), x + CELL / 2, middle + 18, centre),
      ].join('');
    }),
  ].join('');
}
