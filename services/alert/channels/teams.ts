import { renderTeams } from '../message/render-teams.ts';
import type { Channel, ChannelSettings } from './channel.ts';
import { httpChannel } from './http-channel.ts';
import type { Surroundings } from './surroundings.ts';

/** A workflow of Microsoft Teams. It knows no idempotency keys: a message whose answer was lost comes twice. */
export const teamsChannel = (settings: ChannelSettings, surroundings: Surroundings): Channel =>
  httpChannel(settings, surroundings, ({ facts, timeZone }) => ({
    body: JSON.stringify(renderTeams(facts, timeZone)),
  }));
