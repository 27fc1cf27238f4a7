import { z } from 'zod';
import { messageOf, TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { unlessStopped } from '#shared/service/stopping.ts';
import { alertFactsSchema, digestFactsSchema } from '../message/facts.ts';
import { backoffMs, LONGEST_MS } from './backoff.ts';
import type { Claimed } from './claim.ts';
import type { OpenChannels } from './open-channels.ts';
import type { OutboxChannel } from './outbox-channel.ts';
import type { Outcome } from './outcome.ts';

/** For a channel to notice that its try is over. */
const GRACE_MS = 1_000;

const factsSchema = z.discriminatedUnion('schema', [alertFactsSchema, digestFactsSchema]);

export interface TryOptions {
  readonly channels: OpenChannels;
  readonly settings: OutboxChannel;
  readonly tryMs: number;
  /** Aborts when the process has to end now. */
  readonly stopping: AbortSignal;
}

/** Tries once to deliver a notification. Never rejects. */
export async function tryDelivery(claimed: Claimed, options: TryOptions): Promise<Outcome> {
  const signal = AbortSignal.any([options.stopping, AbortSignal.timeout(options.tryMs)]);
  try {
    const arrived = await unlessStopped(delivered(claimed, options, signal), {
      signal,
      graceMs: GRACE_MS,
      instead: false,
    });
    if (arrived) return { sent: true };
    return failure(claimed, 'the try took too long', options.stopping);
  } catch (error) {
    if (error instanceof TonewatchError && error.code === 'NOTIFICATION_REFUSED')
      return { sent: false, reason: error.message, waitMs: LONGEST_MS };
    return failure(claimed, messageOf(error), options.stopping);
  }
}

async function delivered(
  { id, attempts, facts }: Claimed,
  { channels, settings }: TryOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const delivery = {
    key: id,
    facts: factsSchema.parse(facts),
    attempts: attempts - 1,
    timeZone: settings.timeZone,
    signal,
  };
  await channels.deliver(settings, delivery);
  return true;
}

/** A try that was broken off because this process ends says nothing of the receiver: another process goes on at once. */
const failure = ({ id, attempts }: Claimed, reason: string, { aborted }: AbortSignal): Outcome => ({
  sent: false,
  reason,
  waitMs: aborted ? 0 : backoffMs(id, attempts),
});
