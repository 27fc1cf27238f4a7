import { feedSchema, type Config } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { FeedReader } from '#shared/feed/feed-post.ts';
import { createFeedReader } from '#shared/feed/feed-reader.ts';
import { openedStage, type StageService } from '#shared/service/service.ts';
import { feedOf, isFeedTopic } from '#shared/stream/topics.ts';
import { authorRule } from './author.ts';
import { watchProducts } from './products-watch.ts';
import { createIngestStage } from './stage.ts';

/**
 * Reads the feeds of the configuration and all topics feeds.* there are when it starts: a new feed that is not
 * configured needs a restart.
 */
export const ingest: StageService = {
  name: 'ingest',
  async open({ config, stream, database, telemetry }) {
    const readers = readersFor(config, await stream.topics());
    if (readers.size === 0) {
      throw new TonewatchError(
        'CONFIG_INVALID',
        'feeds: expected one at least, since there is no topic feeds.*',
      );
    }
    const author = await authorRule(config);
    const products = await watchProducts(database, telemetry.log, config.ingest.productsRefreshMs);
    return openedStage(createIngestStage({ readers, matcher: () => products.matcher(), author }), () =>
      products.close(),
    );
  },
};

/** A reader for each feed, by name. */
export function readersFor(config: Config, topics: readonly string[]): Map<string, FeedReader> {
  const names = new Set([...Object.keys(config.feeds), ...topics.filter(isFeedTopic).map(feedOf)]);
  const unnamed = feedSchema.parse({});
  return new Map(
    [...names].sort().map((name) => [name, createFeedReader(name, config.feeds[name] ?? unnamed)]),
  );
}
