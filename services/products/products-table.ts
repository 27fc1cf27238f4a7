import type { Product } from '#shared/product/product.ts';

const QUERY_WIDTH = 70;

/** Products for people to read, one a line. */
export function productsTable(products: readonly Product[]): string {
  if (products.length === 0)
    return 'No products. `tonewatch products import FILE` adds some; examples/ has files.\n';
  const rows = [
    ['PRODUCT', 'NAME', 'WATCHED', 'QUERY'],
    ...products.map(({ id, name, active, query }) => [id, name, active ? 'yes' : 'no', cut(query)]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

function cut(query: string): string {
  const line = query.replace(/\s+/gu, ' ').trim();
  return line.length > QUERY_WIDTH ? `${line.slice(0, QUERY_WIDTH - 1)}…` : line;
}
