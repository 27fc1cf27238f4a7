import { isReference } from '../channels/reference.ts';
import { quietText } from './quiet-hours.ts';
import type { StoredChannel } from './stored-channels.ts';

/** Where a channel leads, as far as it may be shown: of an address that may be a secret the host alone. */
export function shownTarget({ type, target }: StoredChannel): string {
  if (type === 'terminal') return 'stderr';
  if (type === 'email' || isReference(target)) return target;
  return URL.canParse(target) ? `${new URL(target).host}/…` : '…';
}

/** For programs. Secrets are names already. */
export function channelJson(channel: StoredChannel): unknown {
  const {
    name,
    type,
    secret,
    sender,
    allowPrivate,
    timeZone,
    dailyCap,
    leastSeverity,
    products,
    brands,
    enabled,
  } = channel;
  const quiet = quietText(channel.quietFrom, channel.quietUntil);
  const to = shownTarget(channel);
  return {
    name,
    type,
    to,
    secret,
    sender,
    allowPrivate,
    timeZone,
    quiet,
    dailyCap,
    leastSeverity,
    products,
    brands,
    enabled,
  };
}
