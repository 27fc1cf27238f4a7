import type { Finding } from './finding.ts';
import { moreSevere } from './severity.ts';
import { HOUR, lengthOf, MINUTE, type WindowIndex } from './windows.ts';

/** The life of an incident: pending → firing → escalated → resolved, and perhaps open again. */
export const REOPENS_WITHIN = 6 * HOUR;
const ESCALATES_AFTER = 30 * MINUTE;
const RESOLVES_AFTER = 60 * MINUTE;
/** Calm is judged over an hour at least: a quarter of an hour without a post is none. */
const LEAST_CALM_WINDOW: WindowIndex = 1;

/** What one evaluation of a product sees. Asked lazily: most evaluations need none of it. */
export interface Observation {
  /** When it is made, milliseconds UTC. */
  readonly at: number;
  /** The tests that hold, of windows that are `usable`. Windows whose data are incomplete are left out. */
  findings(usable: (window: WindowIndex) => boolean): readonly Finding[];
  /** Whether a window is as usual again; false where its data are incomplete. */
  isCalm(window: WindowIndex): boolean;
  /** k of a window. */
  negative(window: WindowIndex): number;
}

/** An incident as far as its life goes; times in milliseconds UTC. */
export interface Incident {
  /** When the tests first held. */
  readonly pendingAt: number;
  readonly openedAt: number;
  readonly escalatedAt: number | null;
  readonly resolvedAt: number | null;
  /** How often it came back. */
  readonly reopened: number;
  /** What opened it. */
  readonly opening: Finding;
  /** What was last told of it. */
  readonly told: Finding;
  readonly toldAt: number;
  /** The worst that was seen. */
  readonly peak: Finding;
  /** The window that decides when it is over: the shortest that showed it, an hour at least. */
  readonly calmWindow: WindowIndex;
  readonly calmSince: number | null;
}

/** What has to be remembered of a product between evaluations. */
export interface Life {
  /** When the tests began to hold, while no incident is open yet. */
  readonly pendingAt: number | null;
  /** The open incident, or else the last one, for it may come back. */
  readonly incident: Incident | null;
}

export const quiet: Life = { pendingAt: null, incident: null };

/** A change of an incident that people are told of: at most one each. */
export type LifeEvent = 'opened' | 'reopened' | 'escalated' | 'resolved';

export interface Step {
  readonly life: Life;
  readonly event: LifeEvent | null;
}

/** One evaluation. Pure: the same life and observation give the same step. */
export function step(life: Life, seen: Observation): Step {
  const { incident } = life;
  return incident?.resolvedAt === null ? stepOpen(incident, seen) : stepClosed(life, seen);
}

/** Nothing is open: two evaluations in a row open an incident, or the last one again. */
function stepClosed({ pendingAt, incident: last }: Life, seen: Observation): Step {
  // What the last incident was made of is not evidence again.
  const floor = last?.calmSince ?? -Infinity;
  const found = seen.findings((window) => seen.at - lengthOf(window) >= floor);
  const worst = worstOf(found);
  if (!worst)
    return { life: pendingAt === null && !last ? quiet : { pendingAt: null, incident: last }, event: null };
  if (pendingAt === null) return { life: { pendingAt: seen.at, incident: last }, event: null };
  const fresh = {
    told: worst,
    toldAt: seen.at,
    calmWindow: calmWindowOf(found),
    calmSince: null,
    resolvedAt: null,
  };
  if (last && last.resolvedAt !== null && seen.at - last.resolvedAt <= REOPENS_WITHIN) {
    const peak = worseOf(last.peak, worst);
    const incident = { ...last, ...fresh, peak, reopened: last.reopened + 1 };
    return { life: { pendingAt: null, incident }, event: 'reopened' };
  }
  const incident = {
    ...fresh,
    pendingAt,
    openedAt: seen.at,
    escalatedAt: null,
    reopened: 0,
    opening: worst,
    peak: worst,
  };
  return { life: { pendingAt: null, incident }, event: 'opened' };
}

/** An incident is open: it grows, or calms down, or neither. */
function stepOpen(before: Incident, seen: Observation): Step {
  const found = seen.findings(() => true);
  const worst = worstOf(found);
  const calmWindow = Math.min(before.calmWindow, calmWindowOf(found)) as WindowIndex;
  const calmSince = seen.isCalm(calmWindow) ? (before.calmSince ?? seen.at) : null;
  const peak = worst ? worseOf(before.peak, worst) : before.peak;
  const incident = { ...before, calmWindow, calmSince, peak };
  if (calmSince !== null && seen.at - calmSince >= RESOLVES_AFTER) {
    return { life: { pendingAt: null, incident: { ...incident, resolvedAt: seen.at } }, event: 'resolved' };
  }
  if (worst && seen.at - before.toldAt >= ESCALATES_AFTER && hasGrown(before.told, worst, seen)) {
    const escalated = { ...incident, told: worst, toldAt: seen.at, escalatedAt: seen.at };
    return { life: { pendingAt: null, incident: escalated }, event: 'escalated' };
  }
  return { life: { pendingAt: null, incident }, event: null };
}

/** The severity rises, or there are twice as many negatives in the window that was told of. */
const hasGrown = (told: Finding, worst: Finding, seen: Observation): boolean =>
  moreSevere(worst.severity, told.severity) || seen.negative(told.window) >= 2 * told.negative;

/** The most severe, and of these the one that is least likely by chance. */
function worstOf(found: readonly Finding[]): Finding | null {
  return found.reduce<Finding | null>((worst, next) => (worst ? worseOf(worst, next) : next), null);
}

function worseOf(a: Finding, b: Finding): Finding {
  if (a.severity !== b.severity) return moreSevere(b.severity, a.severity) ? b : a;
  return b.tail < a.tail ? b : a;
}

/** Of no findings the longest window. */
function calmWindowOf(found: readonly Finding[]): WindowIndex {
  const shortest = found.reduce<WindowIndex>((least, { window }) => (window < least ? window : least), 3);
  return shortest < LEAST_CALM_WINDOW ? LEAST_CALM_WINDOW : shortest;
}
