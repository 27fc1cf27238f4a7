import type { Channel, ChannelSettings, Delivery } from '../channels/channel.ts';
import { openChannel } from '../channels/open-channel.ts';
import type { Surroundings } from '../channels/surroundings.ts';

interface Opened {
  readonly version: string;
  readonly channel: Channel;
  using: number;
}

/** Channels as they are set: opened when first needed, closed when they were changed and nobody uses them any more. */
export class OpenChannels {
  readonly #surroundings: Surroundings;
  readonly #opened = new Map<string, Opened>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Delivers through the channel of these settings; throws what it throws. */
  async deliver(settings: ChannelSettings, delivery: Delivery): Promise<void> {
    const opened = await this.#openedAs(settings);
    opened.using += 1;
    try {
      await opened.channel.deliver(delivery);
    } finally {
      opened.using -= 1;
      if (opened.using === 0 && this.#opened.get(settings.name) !== opened) await closed(opened);
    }
  }

  /** To be called when nothing is being delivered. */
  async close(): Promise<void> {
    const all = [...this.#opened.values()];
    this.#opened.clear();
    await Promise.all(all.map(closed));
  }

  async #openedAs(settings: ChannelSettings): Promise<Opened> {
    const { name, type, target, secret, sender, allowPrivate } = settings;
    const version = JSON.stringify([type, target, secret, sender, allowPrivate]);
    const known = this.#opened.get(name);
    if (known?.version === version) return known;
    const opened = { version, channel: openChannel(settings, this.#surroundings), using: 0 };
    this.#opened.set(name, opened);
    if (known?.using === 0) await closed(known);
    return opened;
  }
}

/** A message that has arrived has arrived, however the channel closes. */
const closed = ({ channel }: Opened): Promise<void> => channel.close().catch(() => undefined);
