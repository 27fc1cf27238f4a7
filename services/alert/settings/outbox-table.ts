import { textTable } from '../backtest/text-table.ts';
import { oneLine } from '../message/one-line.ts';
import { minuteText, type Palette } from './output.ts';
import type { OutboxMessage } from './outbox.ts';

/** Messages for people, a row each, with the last error below it. Times in UTC. */
export function outboxTable(messages: readonly OutboxMessage[], columns: number, palette: Palette): string {
  if (messages.length === 0) return 'No messages.\n';
  const heading = ['CREATED (UTC)', 'CHANNEL', 'EVENT', 'SEVERITY', 'PRODUCTS', 'STATE'];
  const [first = '', ...lines] = textTable(
    [heading.map((name) => palette.dim(name)), ...messages.map((message) => rowOf(message, palette))],
    new Set(),
  );
  const rows = messages.flatMap(({ sentAt, lastError }, i) => [
    lines[i] ?? '',
    ...(lastError === null || sentAt !== null
      ? []
      : [palette.dim(`  ${oneLine(lastError, Math.max(20, columns - 2))}`)]),
  ]);
  const waiting = messages.filter(isWaiting).length;
  const summary = waiting === 0 ? [] : ['', `${waiting} of these ${messages.length} wait to be sent.`];
  return [first, ...rows, ...summary].map((line) => `${line}\n`).join('');
}

const isWaiting = ({ sentAt, held }: OutboxMessage): boolean => sentAt === null && held === null;

function rowOf(message: OutboxMessage, palette: Palette): string[] {
  const { createdAt, channel, event, severity, products } = message;
  const [product = '', ...others] = products;
  const more = others.length === 0 ? '' : ` +${others.length}`;
  return [
    minuteText(createdAt),
    oneLine(channel, 14),
    event,
    severity,
    `${oneLine(product, 16 - more.length)}${more}`,
    stateOf(message, palette),
  ];
}

/** What has become of it, or what it waits for. */
function stateOf(message: OutboxMessage, palette: Palette): string {
  const { createdAt, sentAt, held, inDigest, claimed, attempts, dueAt } = message;
  if (sentAt !== null) return palette.green(`sent ${beside(sentAt, createdAt)}`);
  if (held !== null) return palette.dim(inDigest ? `in a digest: ${held}` : `held: ${held}`);
  if (claimed) return palette.yellow('being sent');
  const due = beside(dueAt, createdAt);
  if (attempts === 0) return palette.yellow(`waits, due ${due}`);
  return palette.red(`failed ${attempts}×, again ${due}`);
}

/** `13:05`, with its date where that is another one than when it was created. */
function beside(time: number, created: number): string {
  const text = minuteText(time);
  return text.slice(0, 10) === minuteText(created).slice(0, 10) ? text.slice(11) : text;
}
