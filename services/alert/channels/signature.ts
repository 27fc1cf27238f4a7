import { createHash, createHmac } from 'node:crypto';

/** As the Standard Webhooks specification asks: 24 to 64 bytes. */
const [LEAST_BYTES, MOST_BYTES] = [24, 64];

/** The key of a secret as Standard Webhooks writes it, base64 behind `whsec_` (which may be left out); null when it is none. */
export function signingKey(secret: string): Buffer | null {
  const text = secret.replace(/^whsec_/u, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  return key.length >= LEAST_BYTES && key.length <= MOST_BYTES ? key : null;
}

/** The value of `webhook-signature`; `seconds` since 1970, of this try (Standard Webhooks 1.0.0, symmetric). */
export const signatureOf = (key: Buffer, id: string, seconds: number, body: string): string =>
  `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;

/** A key as it can be a header and signed: it has no full stop, which would end it early in what is signed. */
export const headerKey = (key: string): string =>
  /^[\w:-]{1,200}$/u.test(key) ? key : createHash('sha256').update(key).digest('hex');
