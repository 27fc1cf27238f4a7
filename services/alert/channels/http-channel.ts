import { lookup as systemLookup } from 'node:dns';
import type { Channel, ChannelSettings, Delivery } from './channel.ts';
import { guardedLookup } from './guarded-lookup.ts';
import { post } from './post.ts';
import type { Surroundings } from './surroundings.ts';
import { targetUrl } from './target-url.ts';

/** What is posted for a delivery: a JSON text, and headers beside its content type. */
export interface Message {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A channel that posts JSON to the address of its settings; `messageOf` writes it. */
export function httpChannel(
  settings: ChannelSettings,
  { env, log, timeoutMs = 10_000, lookup = systemLookup }: Surroundings,
  messageOf: (delivery: Delivery) => Message | Promise<Message>,
): Channel {
  return {
    name: settings.name,
    async deliver(delivery) {
      const url = await targetUrl(settings, env);
      const { body, headers } = await messageOf(delivery);
      const started = performance.now();
      await post({
        url,
        headers: { 'content-type': 'application/json', ...headers },
        body,
        lookup: settings.allowPrivate ? lookup : guardedLookup(lookup),
        timeoutMs,
        signal: delivery.signal,
      });
      const ms = Math.round(performance.now() - started);
      log?.debug(
        { channel: settings.name, key: delivery.key, host: url.host, ms },
        'alert message delivered',
      );
    },
    close: () => Promise.resolve(),
  };
}
