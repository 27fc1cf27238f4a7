import type { IncomingMessage } from 'node:http';

const MOST_BYTES = 1_024;

/** An answer other than 2xx in words: its status, how long to wait, and what it says if that can be shown. */
export async function rejectionOf(response: IncomingMessage, url: URL): Promise<string> {
  const { statusCode = 0, headers } = response;
  const redirect = statusCode >= 300 && statusCode < 400 ? ' (redirects are not followed)' : '';
  const seconds = /^\d{1,6}$/u.exec(headers['retry-after'] ?? '')?.[0];
  const wait = seconds === undefined ? '' : `, and asks to wait ${seconds} s`;
  const words = showable(await beginningOf(response), url);
  return `answered ${statusCode}${redirect}${words === '' ? '' : `: ${words}`}${wait}`;
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= MOST_BYTES) break;
    }
  } catch {
    // The status is known; how the rest broke off is of no use.
  }
  return Buffer.concat(chunks).toString('utf8', 0, MOST_BYTES);
}

/** A few plain words, as Slack's `invalid_payload`. Receivers like to repeat the address, whose path may be a secret. */
function showable(text: string, url: URL): string {
  const words = text.trim();
  const secrets = `${url.pathname}${url.search}`.split(/[/?&=]/u).filter((part) => part !== '');
  return /^[a-z][a-z_ ]{0,60}$/iu.test(words) && !secrets.some((part) => words.includes(part)) ? words : '';
}
