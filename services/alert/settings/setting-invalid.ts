import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Queryable } from '../counting/changed-hours.ts';

/** All that is wrong with what was given, each with the name of its option. */
export const settingInvalid = (problems: readonly string[]): TonewatchError =>
  new TonewatchError('ALERT_SETTING_INVALID', problems.join('; '));

/** The ids of the products that are watched, and their brands. */
export interface KnownNames {
  readonly products: readonly string[];
  readonly brands: readonly string[];
}

export async function loadKnownNames(client: Queryable): Promise<KnownNames> {
  const { rows } = await client.query<{ id: string; brand: string | null }>(
    'select id, brand from products order by id',
  );
  const brands = new Set(rows.flatMap(({ brand }) => brand ?? []));
  return { products: rows.map(({ id }) => id), brands: [...brands].sort() };
}

/** A line for each product or brand that is not there, with those that are. */
export function unknownNames(
  known: KnownNames,
  {
    products = [],
    brands = [],
  }: { readonly products?: readonly string[]; readonly brands?: readonly string[] },
): string[] {
  return [
    ...missing('--product', 'product', products, known.products),
    ...missing('--brand', 'brand', brands, known.brands),
  ];
}

const SHOWN = 10;

function missing(option: string, noun: string, names: readonly string[], known: readonly string[]): string[] {
  const more = known.length > SHOWN ? ` and ${known.length - SHOWN} more` : '';
  const there =
    known.length === 0 ? 'there is none yet' : `there are ${known.slice(0, SHOWN).join(', ')}${more}`;
  return names
    .filter((name) => !known.includes(name))
    .map((name) => `${option}: there is no ${noun} ${JSON.stringify(name)}; ${there}`);
}
