import { textTable } from '../backtest/text-table.ts';
import { count } from '../message/figures.ts';
import { oneLine } from '../message/one-line.ts';
import { minuteText, type Palette } from './output.ts';
import { rulesFrom, scopeOf, type RuleScope, type StoredRule } from './sensitivity-rules.ts';

interface Named {
  readonly id: string;
  readonly brand: string | null;
}

/** Rules for people, one a line, with how many of the products each holds for. Times in UTC. */
export function rulesTable(
  stored: readonly StoredRule[],
  products: readonly Named[],
  palette: Palette,
): string {
  const rules = rulesFrom(stored);
  const held = new Map<string, number>();
  for (const product of products) {
    const scope = scopeText(scopeOf(rules, product));
    held.set(scope, (held.get(scope) ?? 0) + 1);
  }
  const rows = [
    ['FOR', 'SENSITIVITY', 'PRODUCTS', 'POSTED AFTER (UTC)'].map((heading) => palette.dim(heading)),
    ...stored.map((rule) => [
      oneLine(scopeText(rule), 48),
      rule.sensitivity === 'off' ? palette.yellow('off') : rule.sensitivity,
      count(held.get(scopeText(rule)) ?? 0),
      minuteText(rule.activatedAt),
    ]),
  ];
  const hint = 'The most specific rule holds: of the product, else of its brand, else for all.';
  return [...textTable(rows, new Set([2])), '', palette.dim(hint)].map((line) => `${line}\n`).join('');
}

/** `product delta`, `brand Aero`, `all products` */
export function scopeText({ product, brand }: RuleScope): string {
  if (product !== null) return `product ${product}`;
  return brand === null ? 'all products' : `brand ${brand}`;
}
