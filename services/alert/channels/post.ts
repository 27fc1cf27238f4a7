import { once } from 'node:events';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { rejectionOf } from './rejection.ts';

interface Posting {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly lookup: LookupFunction;
  /** From the first look-up to the head of the answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Posts once, over a connection of its own, so that the look-up is that of this connection. An answer of 2xx is success
 * as soon as its head is there; redirects are not followed.
 *
 * @throws TonewatchError NOTIFICATION_FAILED: no answer in time, or another one, 3xx and 4xx too: a receiver that is set up
 *   wrongly for an hour must not lose alerts. NOTIFICATION_REFUSED: the host is at a forbidden address
 */
export async function post({ url, headers, body, lookup, timeoutMs, signal }: Posting): Promise<void> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'tonewatch' },
    lookup,
    signal: AbortSignal.any([signal, deadline]),
  });
  request.on('error', () => undefined); // also when the answer is there and the rest is cut off
  try {
    request.end(body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const { statusCode = 0 } = response;
    if (statusCode >= 200 && statusCode < 300) return;
    throw new TonewatchError('NOTIFICATION_FAILED', `${url.host} ${await rejectionOf(response, url)}`);
  } catch (error) {
    if (error instanceof TonewatchError) throw error;
    throw new TonewatchError(
      'NOTIFICATION_FAILED',
      `${url.host} ${reasonOf(error, timeoutMs, deadline, signal)}`,
    );
  } finally {
    request.destroy();
  }
}

/** Without the message of the error, which may hold more than the host. */
function reasonOf(error: unknown, timeoutMs: number, deadline: AbortSignal, signal: AbortSignal): string {
  if (signal.aborted) return 'had not answered when the try was stopped';
  if (deadline.aborted) return `did not answer within ${timeoutMs / 1_000} s`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'the connection broke';
  return `could not be reached: ${code}`;
}
