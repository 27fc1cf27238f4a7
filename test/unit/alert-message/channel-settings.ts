import type { ChannelSettings, Delivery } from '../../../services/alert/channels/channel.ts';
import { alert } from './example-facts.ts';

export const channelSettings = (change: Partial<ChannelSettings>): ChannelSettings => ({
  name: 'crew',
  type: 'webhook',
  target: '',
  secret: null,
  sender: null,
  allowPrivate: false,
  ...change,
});

export const delivery = (change: Partial<Delivery> = {}): Delivery => ({
  key: 'incident-7:opened:crew',
  facts: alert('opened'),
  attempts: 0,
  timeZone: 'Europe/Berlin',
  signal: new AbortController().signal,
  ...change,
});
