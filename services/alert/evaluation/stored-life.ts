import { z } from 'zod';
import { quiet, type Life } from '../detection/lifecycle.ts';
import { HOUR } from '../detection/windows.ts';
import { incidentKind, severity } from '../message/facts.ts';

const windowIndex = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

const findingSchema = z.object({
  kind: incidentKind,
  window: windowIndex,
  negative: z.number(),
  mentions: z.number(),
  baselineShare: z.number(),
  expected: z.number(),
  tail: z.number(),
  severity,
});

const lifeSchema = z.object({
  pendingAt: z.number().nullable(),
  incident: z
    .object({
      pendingAt: z.number(),
      openedAt: z.number(),
      escalatedAt: z.number().nullable(),
      resolvedAt: z.number().nullable(),
      reopened: z.number(),
      opening: findingSchema,
      told: findingSchema,
      toldAt: z.number(),
      peak: findingSchema,
      calmWindow: windowIndex,
      calmSince: z.number().nullable(),
    })
    .nullable(),
});

/** The life of a product as alert_state keeps it. */
export const lifeFrom = (stored: unknown): Life => (stored === null ? quiet : lifeSchema.parse(stored));

/** An incident that is over matters as long as a window could hold what it was made of, or it could come back. */
const FORGOTTEN_AFTER = 26 * HOUR;

/** What alert_state is to keep; null: nothing. */
export function lifeToStore({ pendingAt, incident }: Life, now: number): Life | null {
  const endedAt = incident?.resolvedAt ?? null;
  const forgotten = endedAt !== null && now - endedAt > FORGOTTEN_AFTER;
  const kept = forgotten ? null : incident;
  return pendingAt === null && kept === null ? null : { pendingAt, incident: kept };
}
