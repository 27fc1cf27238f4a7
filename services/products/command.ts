import type { Command } from 'commander';
import type { Pool } from 'pg';
import { configFrom, connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { openDatabase } from '#shared/database/open.ts';
import { listProducts, upsertProducts } from '#shared/database/products.ts';
import { readProductsFile } from '#shared/product/products-file.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { checkFile } from './check-file.ts';
import { productsTable } from './products-table.ts';
import { testQuery } from './test-query.ts';

interface ProductsOptions extends ConnectionOptions {
  readonly json?: true;
}

/** `tonewatch products`: what is watched, and its queries. */
export function registerProducts(program: Command): void {
  const products = program
    .command('products')
    .description('list, import and check products and their queries');

  connectionOptions(products.command('list').description('the products in the database'))
    .option('--json', 'one JSON array on stdout')
    .action(async (options: ProductsOptions) => {
      const stored = await withDatabase(options, listProducts);
      process.stdout.write(options.json ? `${JSON.stringify(stored)}\n` : productsTable(stored));
    });

  connectionOptions(
    products
      .command('import')
      .argument('<file>', 'YAML or JSON; see examples/')
      .description('add or change products'),
  )
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, options: ProductsOptions) => {
      const given = await readProductsFile(file);
      await withDatabase(options, (pool) => upsertProducts(pool, given));
      const imported = given.length;
      process.stdout.write(
        options.json ? `${JSON.stringify({ imported })}\n` : `${imported} products stored\n`,
      );
    });

  products
    .command('check')
    .argument('<file>', 'YAML or JSON; see examples/')
    .description('check a products file; every problem at once')
    .option('--json', 'one JSON object on stdout')
    .action((file: string, options: { json?: true }) => checkFile(file, options.json ?? false));

  products
    .command('test')
    .argument('<query>', 'see docs/queries.md')
    .description('print the posts on stdin (one a line: text, or plain JSON) that match a query')
    .option('--json', 'one JSON object for each match: {"line","text"}')
    .action((query: string, options: { json?: true }) => testQuery(query, options.json ?? false));
}

async function withDatabase<T>(options: ConnectionOptions, use: (pool: Pool) => Promise<T>): Promise<T> {
  const config = configFrom(options);
  const database = await openDatabase(config, createLog(options.logLevel ?? 'warn'));
  try {
    return await use(database.pool);
  } finally {
    await database.close();
  }
}
