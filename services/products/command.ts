import type { Command } from 'commander';
import { connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { listProducts, upsertProducts } from '#shared/database/products.ts';
import { withDatabase } from '#shared/database/with-database.ts';
import { readProductsFile } from '#shared/product/products-file.ts';
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
    .summary('list, import and check products and their queries')
    .description('Products: what is watched, each with the query that decides which posts mention it.');

  connectionOptions(
    products
      .command('list')
      .summary('list the products in the database')
      .description('Lists the products in the database.')
      .addHelpText(
        'after',
        '\nExample:\n  $ tonewatch products list --database postgres://tonewatch@localhost/tonewatch',
      ),
    { database: 'embedded' },
  )
    .option('--json', 'one JSON array on stdout')
    .action(async (options: ProductsOptions) => {
      const stored = await withDatabase(options, listProducts);
      process.stdout.write(options.json ? `${JSON.stringify(stored)}\n` : productsTable(stored));
    });

  connectionOptions(
    products
      .command('import')
      .argument('<file>', 'YAML or JSON; see examples/')
      .summary('add or change products')
      .description(
        'Adds the products of a file to those in the database; those with an id that is there are changed.',
      )
      .addHelpText('after', '\nExample:\n  $ tonewatch products import examples/airlines.yaml'),
    { database: 'embedded' },
  )
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, options: ProductsOptions) => {
      const given = await readProductsFile(file);
      await withDatabase(options, (pool) => upsertProducts(pool, given));
      const imported = given.length;
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ imported })}\n`
          : `${imported} ${imported === 1 ? 'product' : 'products'} stored\n`,
      );
    });

  products
    .command('check')
    .argument('<file>', 'YAML or JSON; see examples/')
    .summary('check a products file')
    .description('Checks a products file, and names every problem at once.')
    .addHelpText('after', '\nExample:\n  $ tonewatch products check examples/airlines.yaml')
    .option('--json', 'one JSON object on stdout')
    .action((file: string, options: { json?: true }) => checkFile(file, options.json ?? false));

  products
    .command('test')
    .argument('<query>', 'see docs/queries.md')
    .summary('print the posts on stdin that match a query')
    .description('Prints the posts on stdin (one a line: text, or plain JSON) that match a query.')
    .addHelpText(
      'after',
      '\nExample:\n  $ tonewatch products test \'@united OR "united airlines"\' < posts.txt',
    )
    .option('--json', 'one JSON object for each match: {"line","text"}')
    .action((query: string, options: { json?: true }) => testQuery(query, options.json ?? false));
}
