import type { Command } from 'commander';
import type { ConfigInput } from '#shared/config/load.ts';
import { parseMap } from '#shared/config/map-option.ts';
import { configFrom, connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import type { Config } from '#shared/config/schema.ts';
import { openDatabase } from '#shared/database/open.ts';
import { upsertProducts } from '#shared/database/products.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { runService } from '#shared/lifecycle/run-service.ts';
import { serviceOf } from '#shared/service/service-run.ts';
import { readProductsFile } from '#shared/product/products-file.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { ingest } from './service.ts';

interface IngestCommandOptions extends ConnectionOptions {
  readonly products?: string;
  readonly feed?: string;
  readonly map?: Record<string, string>;
  readonly platform?: string;
}

/** `tonewatch ingest`: the service as a process of its own. */
export function registerIngest(program: Command): void {
  connectionOptions(
    program
      .command('ingest')
      .summary('read feeds; pass on the posts that mention a product')
      .description(
        'Reads the feeds, and passes on the posts that mention a product. Runs until it is stopped.',
      ),
    { kafka: 'needed', database: 'needed', dataDir: 'the key that authors are hashed with' },
  )
    .option('--products <file>', 'add or change these products first (YAML or JSON; see examples/)')
    .option('--feed <name>', 'the feed that --map and --platform are about')
    .option('--map <field=column,…>', 'where the fields of a post are, e.g. id=tweet_id,text=body', parseMap)
    .option('--platform <name>', 'platform of its posts (default: the name of the feed)')
    .addHelpText(
      'after',
      `
Examples:
  $ tonewatch ingest --kafka localhost:9092 --database postgres://tonewatch@localhost/tonewatch
  $ tonewatch ingest --feed tweets --map id=tweet_id,text=text,author=name,postedAt=tweet_created \\
      --products examples/airlines.yaml --kafka localhost:9092 --database postgres://tonewatch@localhost/tonewatch

Without --feed, feeds are as tonewatch.yaml describes them (feeds.<name>), and others are read as they look.`,
    )
    .action(async (options: IngestCommandOptions) => {
      const config = configFrom(options, feedOf(options));
      if (options.products !== undefined) await importProducts(options.products, config);
      await runService(serviceOf(ingest), config);
    });
}

/** What the options say about one feed. */
function feedOf({ feed, map, platform }: IngestCommandOptions): ConfigInput {
  if (feed === undefined && map === undefined && platform === undefined) return {};
  if (feed === undefined)
    throw new TonewatchError('CONFIG_INVALID', '--feed: expected the feed that --map or --platform is about');
  return { feeds: { [feed]: { ...(map && { map }), ...(platform !== undefined && { platform }) } } };
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
