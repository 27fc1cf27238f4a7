import type { SendContext } from './send-context.ts';
import { Sender } from './sender.ts';

/** Numbers of notifications; `failed`: of tries, which are made again later. */
export interface Sent {
  readonly sent: number;
  readonly failed: number;
  readonly held: number;
}

/**
 * Sends what is due now, once each, digests too, until nothing is.
 *
 * @throws TonewatchError of databaseError
 */
export async function sendDue(context: SendContext): Promise<Sent> {
  const sender = new Sender(context);
  const total = { sent: 0, failed: 0, held: 0 };
  try {
    for (;;) {
      const { begun, held, waiting, digests } = await sender.look();
      for (const sent of await Promise.all(begun)) total[sent ? 'sent' : 'failed'] += 1;
      total.held += held;
      if (begun.length + held + waiting + digests === 0) return total;
    }
  } finally {
    await sender.close();
  }
}
