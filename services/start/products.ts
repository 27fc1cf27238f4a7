import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { listProducts, upsertProducts } from '#shared/database/products.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Product } from '#shared/product/product.ts';
import { readProductsFile } from '#shared/product/products-file.ts';
import type { StartOptions } from './options.ts';

const sampleProducts = fileURLToPath(new URL('../../examples/sample.yaml', import.meta.url));

/**
 * Stores the products of `--products`, if `given`; for the sample feed those that belong to it, unless they are there already,
 * perhaps changed by somebody. Returns how many active products there are. Throws PRODUCTS_INVALID when there are none.
 */
export async function prepareProducts(
  pool: Pool,
  given: readonly Product[] | null,
  options: StartOptions,
): Promise<number> {
  const stored = await listProducts(pool);
  if (given !== null) {
    await upsertProducts(pool, given);
  } else if (options.feed === undefined) {
    const known = new Set(stored.map(({ id }) => id));
    const missing = (await readProductsFile(sampleProducts)).filter(({ id }) => !known.has(id));
    if (missing.length > 0) await upsertProducts(pool, missing);
  }
  const active = (await listProducts(pool)).filter((product) => product.active).length;
  if (active > 0) return active;
  throw new TonewatchError(
    'PRODUCTS_INVALID',
    'there are no products to look for: give --products FILE, such as examples/airlines.yaml',
  );
}
