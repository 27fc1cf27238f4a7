import type { Pool } from 'pg';
import { inTransaction, limits } from '#shared/database/transaction.ts';
import { takeRecentHours, type ProductHour } from '../counting/changed-hours.ts';
import { countHours } from '../counting/count-hours.ts';
import { HOUR, MINUTE } from '../detection/windows.ts';
import { noteChangedHistory } from '../history/changed-history.ts';
import { playedIn } from '../history/played-in.ts';
import { applyEvent } from './apply-event.ts';
import type { Evaluation } from './evaluation.ts';
import { noteFloods } from './note-floods.ts';
import { reviewRatings } from './review-ratings.ts';
import { lockDueProducts, saveStates } from './product-states.ts';
import { loadSettings } from './alert-settings.ts';
import { nextState, stepProducts } from './step-products.ts';
import { windowSums } from './window-sums.ts';

/** Products in one transaction: each evaluation costs a fraction of a millisecond, and its locks last as long. */
const MOST = 500;
/** What comes so long after its hour was not seen in time: that stretch is gone through again. */
const LATE = 30 * MINUTE;
/** What is older is history: no window reaches it. */
const RECENT = 25 * HOUR;

/** Hours of event time before this moment are history, milliseconds UTC. */
export const historyBefore = (now: number): number => Math.floor((now - RECENT) / HOUR) * HOUR;

/**
 * Evaluates products that are due, at most 500 of them, in one transaction: what has changed is counted anew, the windows are
 * tested, and what follows for incidents is stored together with the messages about it. Each product is evaluated by one at a
 * time, whoever asks; killed at any moment, nothing of it has happened. Returns how many were evaluated.
 *
 * @throws TonewatchError of databaseError
 */
export function evaluateDue(pool: Pool, evaluation: Evaluation): Promise<number> {
  const { now, round } = evaluation;
  return inTransaction(pool, limits, async (client) => {
    const since = historyBefore(now);
    const states = await lockDueProducts(client, { now, round, since, most: MOST });
    if (states.length === 0) return 0;
    const products = states.map(({ id }) => id);
    const changed = await takeRecentHours(client, products, since);
    await countHours(client, changed, now);
    const end = Math.ceil(now / MINUTE) * MINUTE;
    const live = await windowSums(client, products, end);
    const chosen = await loadSettings(client, now);
    const outdated = new Set(
      changed.filter(({ hour }) => hour + 2 * HOUR <= now).map(({ product }) => product),
    );
    // A young product's baseline is learnt from what is but hours old: when that changes, it is out of date.
    const counted = states.map((state) =>
      outdated.has(state.id) ? { ...state, historyVersion: state.historyVersion + 1 } : state,
    );
    const steps = await stepProducts(client, counted, { evaluation, live, settings: chosen, end });
    const next = [];
    for (const step of steps) {
      const incidentId = await applyEvent(client, step, { evaluation, settings: chosen });
      next.push(nextState(step, incidentId, evaluation));
    }
    await noteFloods(client, steps, end);
    await saveStates(client, next, now);
    await reviewRatings(client, products, { evaluation, settings: chosen });
    const unseen = [...late(changed, now), ...(await playedIn(client, begun(changed, now)))];
    await noteChangedHistory(client, unseen, now);
    return states.length;
  });
}

/** Hours in which live evaluation has not seen what it sees now. */
const late = (changed: readonly ProductHour[], now: number): ProductHour[] =>
  changed.filter(({ hour }) => hour + HOUR + LATE <= now);

/** Clocks may be wrong: what is yet to come is no history. */
const begun = (changed: readonly ProductHour[], now: number): ProductHour[] =>
  changed.filter(({ hour }) => hour <= now);
