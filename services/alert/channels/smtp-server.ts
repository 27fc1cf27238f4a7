import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

/** Where mail is handed in. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise by STARTTLS. */
  readonly secure: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

/**
 * Reads smtp(s)://user:password@host:port. Without a port: 465 for smtps, 587 with a user, else 25. A relay may be at a private
 * address, whatever the channel allows: most are, and only the operator names one, by the reference to its secret.
 *
 * @param reference where the address came from: errors name it, never the address
 * @throws TonewatchError NOTIFICATION_REFUSED
 */
export function smtpServer(address: string, reference: string): SmtpServer {
  if (!URL.canParse(address)) throw refused(reference);
  const url = new URL(address);
  if ((url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '')
    throw refused(reference);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const usual = secure ? 465 : url.username === '' ? 25 : 587;
  const server = { host, port: url.port === '' ? usual : Number(url.port), secure };
  if (url.username === '') return server;
  try {
    return {
      ...server,
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    };
  } catch {
    throw refused(reference);
  }
}

const refused = (reference: string): TonewatchError =>
  new TonewatchError('NOTIFICATION_REFUSED', `${reference} is not smtp(s)://user:password@host:port`);
