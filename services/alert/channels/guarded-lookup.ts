import type { LookupFunction } from 'node:net';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { isForbidden } from './forbidden-addresses.ts';

/**
 * Resolves names of hosts, but to public addresses alone. It is called for the very connection that is made, so that a name
 * which changes its address between a check and its use (DNS rebinding) gains nothing.
 *
 * Fails with TonewatchError NOTIFICATION_REFUSED when no address is left.
 */
export const guardedLookup =
  (lookup: LookupFunction): LookupFunction =>
  (host, options, callback) =>
    lookup(host, { ...options, all: true }, (error, answer) => {
      const addresses = error
        ? []
        : typeof answer === 'string'
          ? [{ address: answer, family: answer.includes(':') ? 6 : 4 }]
          : answer;
      const allowed = addresses.filter(({ address }) => !isForbidden(address));
      const [first] = allowed;
      if (error) callback(error, []);
      else if (first === undefined) callback(notAllowed(host), []);
      else if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });

export const notAllowed = (host: string): TonewatchError =>
  new TonewatchError(
    'NOTIFICATION_REFUSED',
    `${host} is at a private or reserved address, which is not allowed`,
  );
