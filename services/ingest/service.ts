import { feedSchema, type Config } from '#shared/config/schema.ts';
import type { FeedReader } from '#shared/feed/feed-post.ts';
import { createFeedReader } from '#shared/feed/feed-reader.ts';
import { openedStage, type StageService } from '#shared/service/service.ts';
import { authorRule } from './author.ts';
import { watchFeeds } from './feeds-watch.ts';
import { watchProducts } from './products-watch.ts';
import { createIngestStage } from './stage.ts';

/**
 * Reads the feeds of the configuration and all topics feeds.* there are. Without any it waits for the first; when one
 * more appears it asks to be opened anew.
 */
export const ingest: StageService = {
  name: 'ingest',
  usesDatabase: true,
  async open({ config, stream, database, telemetry, signal }) {
    const author = await authorRule(config);
    const products = await watchProducts(await database(), telemetry.log, config.ingest.productsRefreshMs);
    const feeds = await watchFeeds({ config, stream, log: telemetry.log, signal }).catch(
      async (error: unknown) => {
        await products.close();
        throw error;
      },
    );
    const stage = createIngestStage({
      readers: readersFor(config, feeds.names),
      matcher: () => products.matcher(),
      author,
    });
    const close = async (): Promise<void> => {
      feeds.close();
      await products.close();
    };
    return openedStage(stage, close, feeds.outdated);
  },
};

/** A reader for each feed, by name. */
export function readersFor(config: Config, feeds: readonly string[]): Map<string, FeedReader> {
  const unnamed = feedSchema.parse({});
  return new Map(feeds.map((name) => [name, createFeedReader(name, config.feeds[name] ?? unnamed)]));
}
