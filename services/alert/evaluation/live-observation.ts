import type { Baseline } from '../detection/baseline.ts';
import { findings, isCalm, LEAST_NEGATIVE, type Finding } from '../detection/finding.ts';
import type { Observation } from '../detection/lifecycle.ts';
import type { Sensitivity } from '../detection/sensitivity.ts';
import { lengthOf, windowIndexes, windows, type WindowIndex } from '../detection/windows.ts';
import type { LiveWindows } from './window-sums.ts';

export interface LiveConditions {
  /** When the evaluation is made, milliseconds UTC. */
  readonly at: number;
  readonly sensitivity: Sensitivity;
  /** What was posted before raises no alert, milliseconds UTC. */
  readonly activatedAt: number;
  /** Windows that begin before this hold what a historical incident was made of, milliseconds UTC; -Infinity: none does. */
  readonly floor: number;
  /** Why a window cannot be judged now; empty when it can. */
  readonly holds: (window: WindowIndex) => readonly string[];
}

/** The windows of a product as they are now. */
export class LiveObservation implements Observation {
  readonly #windows: LiveWindows;
  readonly #baseline: Baseline;
  readonly #conditions: LiveConditions;
  readonly #held = new Set<string>();

  constructor(live: LiveWindows, baseline: Baseline, conditions: LiveConditions) {
    this.#windows = live;
    this.#baseline = baseline;
    this.#conditions = conditions;
  }

  get at(): number {
    return this.#conditions.at;
  }

  /** Why something was not decided that would have been, as far as it was asked. */
  get held(): readonly string[] {
    return [...this.#held];
  }

  findings(usable: (window: WindowIndex) => boolean): readonly Finding[] {
    const { at, sensitivity, activatedAt, floor } = this.#conditions;
    if (this.#windows.newestNegative <= activatedAt) return [];
    const found = findings(this.#windows, this.#baseline, sensitivity, usable);
    return found.filter(({ window }) => at - lengthOf(window) >= floor && this.#canJudge(window));
  }

  isCalm(window: WindowIndex): boolean {
    return isCalm(this.#windows, this.#baseline, window) && this.#canJudge(window);
  }

  negative(window: WindowIndex): number {
    return this.#windows.negative[window] ?? 0;
  }

  #canJudge(window: WindowIndex): boolean {
    const reasons = this.#conditions.holds(window);
    for (const reason of reasons) this.#held.add(reason);
    return reasons.length === 0;
  }
}

/** Whether any window holds enough for a test. */
export const couldMatter = (live: LiveWindows | undefined): boolean =>
  live !== undefined && windowIndexes.some((window) => (live.negative[window] ?? 0) >= LEAST_NEGATIVE);

/** Windows in which nothing was said. */
export const silentWindows = (end: number, model: string): LiveWindows => ({
  end,
  model,
  minutes: windows.map(({ minutes }) => minutes),
  mentions: [0, 0, 0, 0],
  negative: [0, 0, 0, 0],
  newestNegative: -Infinity,
});
