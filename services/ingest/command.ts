import type { Command } from 'commander';
import { configFrom, connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import type { Config } from '#shared/config/schema.ts';
import { openDatabase } from '#shared/database/open.ts';
import { upsertProducts } from '#shared/database/products.ts';
import { runService } from '#shared/lifecycle/run-service.ts';
import { readProductsFile } from '#shared/product/products-file.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { ingest } from './service.ts';

interface IngestCommandOptions extends ConnectionOptions {
  readonly products?: string;
}

/** `tonewatch ingest`: the service as a process of its own. */
export function registerIngest(program: Command): void {
  connectionOptions(
    program.command('ingest').description('read feeds; pass on the posts that mention a product'),
  )
    .option('--products <file>', 'add or change these products first (YAML or JSON; see examples/)')
    .action(async (options: IngestCommandOptions) => {
      const config = configFrom(options);
      if (options.products !== undefined) await importProducts(options.products, config);
      await runService(ingest, config);
    });
}

async function importProducts(path: string, config: Config): Promise<void> {
  const products = await readProductsFile(path);
  // By itself it runs on a real database only, as runService will say.
  if (config.database.url === '') return;
  const database = await openDatabase(config, createLog(config.logLevel));
  try {
    await upsertProducts(database.pool, products);
  } finally {
    await database.close();
  }
}
