import addressparser from 'nodemailer/lib/addressparser';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { ChannelSettings } from './channel.ts';

/** The bare addresses of a channel's mails. */
export interface MailAddresses {
  readonly from: string;
  readonly to: readonly string[];
}

/** @throws TonewatchError NOTIFICATION_REFUSED when a sender or a recipient is missing, or is none */
export function mailAddresses({ name, target, sender }: ChannelSettings): MailAddresses {
  const [from, ...furtherSenders] = parsed(name, 'sender', sender ?? '');
  if (from === undefined || furtherSenders.length > 0) throw refused(name, 'needs one sender');
  const to = [...new Set(parsed(name, 'recipient', target))];
  if (to.length === 0) throw refused(name, 'has no recipient');
  return { from, to };
}

function parsed(name: string, role: string, list: string): string[] {
  // A line break could begin a header of its own.
  if (/\p{Cc}/u.test(list)) throw refused(name, `has a control character in its ${role}`);
  const addresses = addressparser(list, { flatten: true }).map(({ address }) => address);
  if (!addresses.every((address) => /^[^\s@<>]+@[^\s@<>]+$/u.test(address)))
    throw refused(name, `has a ${role} that is not an address`);
  return addresses;
}

const refused = (name: string, what: string): TonewatchError =>
  new TonewatchError('NOTIFICATION_REFUSED', `channel ${name} ${what}`);
