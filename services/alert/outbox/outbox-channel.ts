import type { ChannelSettings } from '../channels/channel.ts';
import type { StoredChannel } from '../settings/stored-channels.ts';

/** What sending needs to know of a channel. */
export type OutboxChannel = Pick<
  StoredChannel,
  keyof ChannelSettings | 'timeZone' | 'quietFrom' | 'quietUntil' | 'dailyCap' | 'enabled'
>;
