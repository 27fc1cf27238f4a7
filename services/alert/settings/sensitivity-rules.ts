import { z } from 'zod';
import type { Queryable } from '../counting/changed-hours.ts';
import { sensitivities, type Sensitivity } from '../detection/sensitivity.ts';

/** How much it takes to raise an alert, or `off`: nothing does. */
export const ruleSensitivities = [...sensitivities, 'off'] as const;
export type RuleSensitivity = Sensitivity | 'off';

/** What holds for a product. */
export interface Rule {
  readonly sensitivity: RuleSensitivity;
  /** What was posted before raises no alert, milliseconds UTC. */
  readonly activatedAt: number;
}

/** A rule as it is stored: for a product, for a brand, or (both null) for all. */
export interface StoredRule extends Rule {
  readonly product: string | null;
  readonly brand: string | null;
}

/** All rules; `ruleOf` finds the one that holds for a product. */
export interface Rules {
  readonly byProduct: ReadonlyMap<string, Rule>;
  readonly byBrand: ReadonlyMap<string, Rule>;
  readonly general: Rule;
}

/** The products or the brand that a rule is for; both null: all. */
export type RuleScope = Pick<StoredRule, 'product' | 'brand'>;

/** Where nobody has said anything, not even for all. */
const fallback: Rule = { sensitivity: 'balanced', activatedAt: 0 };

const rowsSchema = z.array(
  z.object({
    product: z.string().nullable(),
    brand: z.string().nullable(),
    sensitivity: z.enum(ruleSensitivities),
    activatedAt: z.number(),
  }),
);

/** The rules as they are stored: the one for all, those of brands, those of products. */
export async function listRules(client: Queryable): Promise<StoredRule[]> {
  const { rows } = await client.query(
    `select product_id as product, brand, sensitivity, extract(epoch from activated_at)::float8 * 1000 as "activatedAt"
     from alert_rules order by product_id is not null, brand is not null, brand, product_id`,
  );
  return rowsSchema.parse(rows);
}

/** All rules, to ask with `ruleOf`. */
export const loadRules = async (client: Queryable): Promise<Rules> => rulesFrom(await listRules(client));

export function rulesFrom(stored: readonly StoredRule[]): Rules {
  const byProduct = new Map<string, Rule>();
  const byBrand = new Map<string, Rule>();
  let general = fallback;
  for (const { product, brand, sensitivity, activatedAt } of stored) {
    const rule = { sensitivity, activatedAt };
    if (product !== null) byProduct.set(product, rule);
    else if (brand !== null) byBrand.set(brand, rule);
    else general = rule;
  }
  return { byProduct, byBrand, general };
}

/** The rule that holds for a product: its own, else that of its brand, else that for all. */
export function ruleOf(rules: Rules, product: { readonly id: string; readonly brand: string | null }): Rule {
  const own = rules.byProduct.get(product.id);
  const ofBrand = product.brand === null ? undefined : rules.byBrand.get(product.brand);
  return own ?? ofBrand ?? rules.general;
}

/** For what the rule that holds for a product was made. */
export function scopeOf(
  { byProduct, byBrand }: Rules,
  { id, brand }: { readonly id: string; readonly brand: string | null },
): RuleScope {
  if (byProduct.has(id)) return { product: id, brand: null };
  return { product: null, brand: brand !== null && byBrand.has(brand) ? brand : null };
}
