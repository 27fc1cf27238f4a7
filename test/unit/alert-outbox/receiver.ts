import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MessageFacts } from '../../../services/alert/message/facts.ts';

/** A message as it came, `key` as its sender names it. */
export interface Received {
  readonly key: string;
  readonly path: string;
  readonly facts: MessageFacts;
}

/** A receiver of webhooks on this machine. */
export interface Receiver {
  readonly url: string;
  /** All that came, whatever was answered. */
  readonly received: Received[];
  /** What was answered with 200. */
  readonly taken: Received[];
  /** How it answers: a status, or nothing, ever. A test sets it. */
  answer: (message: Received) => number | 'nothing';
  /** Stops listening, as a receiver that is down. */
  down(): Promise<void>;
  /** Listens again, at the same address. */
  up(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}`,
    received: [],
    taken: [],
    answer: () => 200,
    async down() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
    async up() {
      if (server.listening) return;
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const message: Received = {
      key: String(request.headers['idempotency-key']),
      path: request.url ?? '',
      facts: JSON.parse(Buffer.concat(chunks).toString()) as MessageFacts,
    };
    receiver.received.push(message);
    const answer = receiver.answer(message);
    if (answer === 200) receiver.taken.push(message);
    if (answer !== 'nothing') response.writeHead(answer).end();
  }
  return receiver;
}

/** `opened d4 d5`, `digest of 3`: what a message says, in short. */
export function inShort({ facts }: Received): string {
  if (facts.schema === 'tonewatch.digest/1') return `digest of ${facts.entries.length}`;
  return [facts.event, ...facts.incidents.map(({ product }) => product.id)].join(' ');
}

/** As a receiver sees them that knows keys: what comes again is not new. */
export function firstOfEachKey(messages: readonly Received[]): Received[] {
  const seen = new Set<string>();
  return messages.filter(({ key }) => !seen.has(key) && seen.add(key));
}
