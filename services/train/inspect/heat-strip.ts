import colours from 'picocolors';
import type { LayerOutput } from '#shared/classifier/inspection/inspection.ts';

const CELLS = 64;
const SHADES = [' ', '·', '░', '▒', '▓', '█'];

/**
 * The output of a layer as a strip a row: how deep a cell is shows how far from 0, its colour which way. Of units that
 * share a cell the one furthest from 0 counts.
 * @returns rows of [token, strip].
 */
export function heatStrip({ rows, columns, values }: LayerOutput, tokens: readonly string[]): string[][] {
  const most = values.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-9);
  const count = columns === 0 ? 0 : values.length / columns;
  const cells = Math.min(CELLS, columns);
  return Array.from({ length: count }, (_, row) => {
    const strip = Array.from({ length: cells }, (_each, cell) => {
      const from = row * columns + Math.floor((cell * columns) / cells);
      const to = row * columns + Math.floor(((cell + 1) * columns) / cells);
      const value = furthest(values.subarray(from, to));
      const shade = SHADES[Math.round((Math.abs(value) / most) * (SHADES.length - 1))] ?? ' ';
      return value < 0 ? colours.red(shade) : colours.cyan(shade);
    });
    return [rows === 'tokens' ? (tokens[row] ?? '') : '', strip.join('')];
  });
}

const furthest = (values: Float32Array): number =>
  values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
