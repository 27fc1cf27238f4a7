import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { renderJson } from '../message/render-json.ts';
import type { Channel, ChannelSettings } from './channel.ts';
import { httpChannel } from './http-channel.ts';
import { resolveSecret } from './reference.ts';
import { headerKey, signatureOf, signingKey } from './signature.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Posts the facts as JSON, signed as Standard Webhooks 1.0.0 says; without a secret they go unsigned. The key of a delivery is
 * the same at every try, by which a receiver knows one that it has had.
 */
export const webhookChannel = (settings: ChannelSettings, surroundings: Surroundings): Channel =>
  httpChannel(settings, surroundings, async ({ key, facts }) => {
    const body = renderJson(facts);
    const id = headerKey(key);
    const seconds = Math.floor(Date.now() / 1_000);
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'idempotency-key': id };
    const signing = await keyOf(settings, surroundings);
    if (signing === null) return { body, headers };
    return { body, headers: { ...headers, 'webhook-signature': signatureOf(signing, id, seconds, body) } };
  });

async function keyOf({ secret }: ChannelSettings, { env }: Surroundings): Promise<Buffer | null> {
  if (secret === null) return null;
  const key = signingKey(await resolveSecret(secret, env));
  if (key === null)
    throw new TonewatchError(
      'NOTIFICATION_REFUSED',
      `${secret} is not a signing secret: whsec_ and the base64 of 24 to 64 random bytes`,
    );
  return key;
}
