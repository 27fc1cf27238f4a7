import type { Pool } from 'pg';
import { listProducts, productsVersion } from '#shared/database/products.ts';
import { messageOf, TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Product } from '#shared/product/product.ts';
import { compileQueries, type Matcher, type NamedQuery } from '#shared/query/compile-queries.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { Telemetry } from '#shared/telemetry/telemetry.ts';

/** The products of the database, compiled, and compiled anew whenever they change. */
export interface ProductsWatch {
  matcher(): Matcher;
  close(): Promise<void>;
}

/**
 * Reads the products and looks for changes every `refreshMs`. Rejects when the first look fails; later failures are
 * logged once, and the products stay as they were. A product whose query cannot be parsed is logged and left out.
 */
export async function watchProducts(
  pool: Pool,
  log: Telemetry['log'],
  refreshMs: number,
): Promise<ProductsWatch> {
  let version = await productsVersion(pool);
  let matcher = compileQueries(parseQueries(await listProducts(pool), log));
  let failing = false;

  const look = async (): Promise<void> => {
    try {
      const now = await productsVersion(pool);
      failing = false;
      if (now === version) return;
      const queries = parseQueries(await listProducts(pool), log);
      matcher = compileQueries(queries);
      version = now;
      log.info({ products: queries.length }, 'products changed');
    } catch (error) {
      if (!failing) log.warn({ reason: messageOf(error) }, 'cannot look for changed products');
      failing = true;
    }
  };

  // Closing does not wait for a look at a database that does not answer: the pool's own end does.
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const again = (): void => {
    if (!closed) timer = setTimeout(() => void look().finally(again), refreshMs).unref();
  };
  again();
  return {
    matcher: () => matcher,
    close() {
      closed = true;
      clearTimeout(timer);
      return Promise.resolve();
    },
  };
}

/** The queries of active products, without those that cannot be parsed. */
export function parseQueries(products: readonly Product[], log: Telemetry['log']): NamedQuery[] {
  const queries: NamedQuery[] = [];
  for (const { id, query, active } of products) {
    if (!active) continue;
    try {
      queries.push({ id, query: parseQuery(query) });
    } catch (error) {
      if (!(error instanceof TonewatchError)) throw error;
      log.error({ product: id, code: error.code, reason: error.message }, 'product left out: no valid query');
    }
  }
  return queries;
}
