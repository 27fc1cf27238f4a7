import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { renderHtml } from '../message/render-html.ts';
import { renderText } from '../message/render-text.ts';
import type { Channel, ChannelSettings, Delivery } from './channel.ts';
import { mailAddresses, type MailAddresses } from './mail-addresses.ts';
import { automatic, threadHeaders } from './mail-headers.ts';
import { resolveSecret } from './reference.ts';
import { smtpServer, type SmtpServer } from './smtp-server.ts';
import type { Surroundings } from './surroundings.ts';
import { TakenRecipients } from './taken-recipients.ts';

/** Mail over SMTP, plain and HTML, one to all recipients; a connection for each. */
export function emailChannel(
  settings: ChannelSettings,
  { env, log, timeoutMs = 30_000 }: Surroundings,
): Channel {
  const taken = new TakenRecipients();
  return {
    name: settings.name,
    async deliver(delivery) {
      const { key } = delivery;
      const { from, to } = mailAddresses(settings);
      const server = await serverOf(settings, env);
      const left = taken.left(key, to);
      const refused = await send(settings, server, { from, to: left }, delivery, timeoutMs);
      if (refused.length > 0) {
        taken.add(
          key,
          left.filter((recipient) => !refused.includes(recipient)),
        );
        throw failed(server, `refused ${refused.length} of ${to.length} recipients`);
      }
      taken.forget(key);
      log?.debug({ channel: settings.name, key, host: server.host }, 'alert message delivered');
    },
    close: () => Promise.resolve(),
  };
}

async function serverOf({ name, secret }: ChannelSettings, env: NodeJS.ProcessEnv): Promise<SmtpServer> {
  if (secret === null)
    throw new TonewatchError('NOTIFICATION_REFUSED', `channel ${name} needs the address of an SMTP server`);
  return smtpServer(await resolveSecret(secret, env), secret);
}

/** Answers which recipients the server refused while it took others; all refused is an error. */
async function send(
  { sender, target, allowPrivate }: ChannelSettings,
  server: SmtpServer,
  envelope: MailAddresses,
  { key, facts, timeZone, signal }: Delivery,
  timeoutMs: number,
): Promise<string[]> {
  const { subject, text } = renderText(facts, timeZone);
  const transport = transportTo(server, allowPrivate, timeoutMs);
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const { rejected } = await transport.sendMail({
      from: sender ?? envelope.from,
      to: target,
      envelope: { from: envelope.from, to: [...envelope.to] },
      subject,
      text,
      html: renderHtml(facts, timeZone),
      headers: automatic,
      ...threadHeaders(key, facts, envelope.from),
      signal: AbortSignal.any([signal, deadline]),
    });
    return rejected;
  } catch (error) {
    if (signal.aborted) throw failed(server, 'had not taken the mail when the try was stopped');
    if (deadline.aborted) throw failed(server, `did not take the mail within ${timeoutMs / 1_000} s`);
    throw failed(server, `did not take the mail: ${codesOf(error)}`);
  } finally {
    transport.close();
  }
}

function transportTo(server: SmtpServer, allowPrivate: boolean, timeoutMs: number) {
  const options: SMTPTransport.Options = {
    ...server,
    // A password crosses the network only encrypted, unless the channel may stay in a private one.
    requireTLS: server.auth !== undefined && !allowPrivate,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  };
  return createTransport(options);
}

/** `EAUTH, 535`: answers of servers repeat what was sent to them, so that no more is shown. */
function codesOf(error: unknown): string {
  const { code, responseCode } = error instanceof Error ? (error as Error & Partial<SmtpCodes>) : {};
  return [code ?? 'unknown', ...(responseCode === undefined ? [] : [responseCode])].join(', ');
}

interface SmtpCodes {
  readonly code: string;
  readonly responseCode: number;
}

const failed = ({ host }: SmtpServer, what: string): TonewatchError =>
  new TonewatchError('NOTIFICATION_FAILED', `${host} ${what}`);
