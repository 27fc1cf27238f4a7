import type { Channel, ChannelSettings } from './channel.ts';
import { emailChannel } from './email.ts';
import { slackChannel } from './slack.ts';
import type { Surroundings } from './surroundings.ts';
import { teamsChannel } from './teams.ts';
import { terminalChannel } from './terminal.ts';
import { webhookChannel } from './webhook.ts';

const channels = {
  webhook: webhookChannel,
  slack: slackChannel,
  teams: teamsChannel,
  email: emailChannel,
  terminal: terminalChannel,
} as const;

/**
 * The channel that the settings describe. Nothing is opened or looked up before the first delivery, and references to
 * secrets are followed at each: one that was put right needs no restart.
 */
export const openChannel = (settings: ChannelSettings, surroundings: Surroundings): Channel =>
  channels[settings.type](settings, surroundings);
