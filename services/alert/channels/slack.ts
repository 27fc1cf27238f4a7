import { renderSlack } from '../message/render-slack.ts';
import type { Channel, ChannelSettings } from './channel.ts';
import { httpChannel } from './http-channel.ts';
import type { Surroundings } from './surroundings.ts';

/** An incoming webhook of Slack. Slack knows no idempotency keys: a message whose answer was lost comes twice. */
export const slackChannel = (settings: ChannelSettings, surroundings: Surroundings): Channel =>
  httpChannel(settings, surroundings, ({ facts, timeZone }) => ({
    body: JSON.stringify(renderSlack(facts, timeZone)),
  }));
