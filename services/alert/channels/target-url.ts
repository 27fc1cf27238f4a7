import { isIP } from 'node:net';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { ChannelSettings } from './channel.ts';
import { isForbidden } from './forbidden-addresses.ts';
import { notAllowed } from './guarded-lookup.ts';
import { isReference, resolveReference } from './reference.ts';

/**
 * Where a channel posts to. The address may be a secret as a whole (those of Slack and Teams are), so that no error shows
 * more of it than the host.
 *
 * @throws TonewatchError NOTIFICATION_REFUSED when it is missing, no http(s) URL, has credentials in it, or is a
 *   forbidden IP address
 */
export async function targetUrl(settings: ChannelSettings, env: NodeJS.ProcessEnv): Promise<URL> {
  const { target, allowPrivate } = settings;
  const text = isReference(target) ? await resolveReference(target, env) : target;
  if (!URL.canParse(text)) throw refused(settings, 'is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refused(settings, 'begins with neither https: nor http:');
  if (url.username !== '' || url.password !== '')
    throw refused(settings, 'has a user or password in it; a webhook is signed with a secret instead');
  // Names are judged when they are resolved. URL has brought all spellings of a number (0x7f.1, 2130706433) into one.
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  if (!allowPrivate && isIP(host) !== 0 && isForbidden(host)) throw notAllowed(host);
  return url;
}

const refused = ({ name }: ChannelSettings, what: string): TonewatchError =>
  new TonewatchError('NOTIFICATION_REFUSED', `the address of channel ${name} ${what}`);
