import type { Queryable } from '../counting/changed-hours.ts';
import { expectedIn, type Baseline } from '../detection/baseline.ts';
import { quiet, step, type Life, type Step } from '../detection/lifecycle.ts';
import { HOUR, MINUTE } from '../detection/windows.ts';
import type { AlertSettings } from './alert-settings.ts';
import type { Evaluation } from './evaluation.ts';
import { couldMatter, LiveObservation, silentWindows } from './live-observation.ts';
import { modelHold, modelNow } from './model-change.ts';
import type { NextState, ProductState } from './product-states.ts';
import { lifeToStore } from './stored-life.ts';
import type { LiveWindows } from './window-sums.ts';

/** A product after its evaluation. */
export interface ProductStep extends Step {
  readonly state: ProductState;
  readonly live: LiveWindows;
  readonly model: string | null;
  readonly modelSince: number | null;
  readonly sensitivity: string;
  /** Why something was not decided that would have been. */
  readonly held: readonly string[];
  /** Negative mentions that are usual in the last hour; 0 where it is not known. */
  readonly usualInHour: number;
}

interface Round {
  readonly evaluation: Evaluation;
  readonly live: ReadonlyMap<string, LiveWindows>;
  readonly settings: AlertSettings;
  /** End of the windows, milliseconds UTC. */
  readonly end: number;
}

/** One step of the life of each product. Asks for baselines only where they can matter. */
export async function stepProducts(
  client: Queryable,
  states: readonly ProductState[],
  round: Round,
): Promise<ProductStep[]> {
  const { evaluation, live, settings } = round;
  const busy = states.filter(
    (state) =>
      settings.ruleOf(state).sensitivity !== 'off' &&
      (!isQuiet(state.life) || couldMatter(live.get(state.id))),
  );
  const wanted = busy.map(({ id, model, historyVersion }) => ({
    product: id,
    model: live.get(id)?.model ?? model ?? '',
    historyVersion,
  }));
  const baselines = await evaluation.baselines.at(client, wanted, evaluation.now, settings.exclusions);
  return states.map((state) => stepProduct(state, baselines.get(state.id), round));
}

function stepProduct(state: ProductState, baseline: Baseline | undefined, round: Round): ProductStep {
  const { evaluation, settings, end } = round;
  const live = round.live.get(state.id) ?? silentWindows(end, state.model ?? '');
  const { model, modelSince } = modelNow(state, round.live.get(state.id), evaluation.now);
  const { sensitivity } = settings.ruleOf(state);
  const after = { state, live, model, modelSince, sensitivity };
  if (!baseline) {
    const life = sensitivity === 'off' ? quiet : state.life;
    return { ...after, life, event: null, held: [], usualInHour: 0 };
  }
  const seen = observe(live, baseline, { state, modelSince, round });
  const { life, event } = waitsForHistory(state, evaluation.now)
    ? { life: state.life, event: null }
    : step(state.life, seen);
  const usualInHour = expectedIn(baseline, end, 60).negative;
  return { ...after, life, event, held: seen.held, usualInHour };
}

/** So long an opening waits for history, milliseconds. */
const WAIT_FOR_HISTORY = 30_000;

/**
 * Late posts may be about something that is over: their stretch is gone through first, so that it is found to be history. Not for
 * long: of a busy product some post is always late.
 */
const waitsForHistory = ({ hasLatePosts, life }: ProductState, now: number): boolean =>
  hasLatePosts && life.pendingAt !== null && now - life.pendingAt < WAIT_FOR_HISTORY;

function observe(
  live: LiveWindows,
  baseline: Baseline,
  { state, modelSince, round }: { state: ProductState; modelSince: number | null; round: Round },
): LiveObservation {
  const { evaluation, settings } = round;
  const { sensitivity, activatedAt } = settings.ruleOf(state);
  return new LiveObservation(live, baseline, {
    at: evaluation.now,
    sensitivity: sensitivity === 'off' ? 'strict' : sensitivity,
    activatedAt,
    floor: state.historicalUntil === null ? -Infinity : state.historicalUntil - HOUR,
    holds: (window) => [
      ...modelHold(live.model, modelSince, evaluation.now),
      ...evaluation.holds(state.id, window),
    ],
  });
}

const isQuiet = ({ pendingAt, incident }: Life): boolean =>
  pendingAt === null && incident?.resolvedAt !== null;

/** What is stored of a product: something pending or open is looked at in every round, the rest once a minute. */
export function nextState(step: ProductStep, incidentId: string | null, { now }: Evaluation): NextState {
  const life = lifeToStore(step.life, now);
  return {
    id: step.state.id,
    dueAt: isQuiet(step.life) ? Math.ceil((now + 1) / MINUTE) * MINUTE : now,
    model: step.model,
    modelSince: step.modelSince,
    life,
    incidentId: life?.incident ? incidentId : null,
    historyVersion: step.state.historyVersion,
    hold: step.held,
  };
}
