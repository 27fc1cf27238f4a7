import type { Queryable } from '../counting/changed-hours.ts';
import type { Baseline } from '../detection/baseline.ts';
import { GAP, HISTORY } from '../detection/baseline-period.ts';
import type { SharePrior } from '../detection/history.ts';
import { learnBaseline } from '../detection/learn-baseline.ts';
import { DAY } from '../detection/windows.ts';
import { loadHistories, type Stretch, type Wanted } from './histories.ts';
import { ownerPriors } from './owner-sums.ts';
import { loadBaselines, saveBaselines, type LearntBaseline } from './stored-baselines.ts';

/** A baseline whose history goes on changing is learnt anew so often, milliseconds. */
const RELEARN_AFTER = 30_000;

export interface WantedBaseline extends Wanted {
  readonly historyVersion: number;
}

/** By product the stretches of event time, between two moments, that are left out of its baseline. */
export type Exclusions = (
  products: readonly string[],
  from: number,
  to: number,
) => Promise<ReadonlyMap<string, readonly Stretch[]>>;

/** The baselines of products: kept in memory, shared through PostgreSQL, learnt when they are missing or out of date. */
export class Baselines {
  readonly #known = new Map<string, LearntBaseline>();
  #prior: { day: number; of: (at: number) => SharePrior } | null = null;

  /** By product the baseline that serves at a moment, milliseconds UTC. */
  async at(
    client: Queryable,
    wanted: readonly WantedBaseline[],
    at: number,
    exclusions: Exclusions,
  ): Promise<Map<string, Baseline>> {
    const missing = wanted.filter((each) => !serves(this.#known.get(each.product), each, at));
    if (missing.length > 0) await this.#load(client, missing, at);
    const unknown = missing.filter((each) => !serves(this.#known.get(each.product), each, at));
    if (unknown.length > 0) await this.#learn(client, unknown, at, exclusions);
    return new Map(
      wanted.flatMap(({ product }) => {
        const learnt = this.#known.get(product);
        return learnt ? [[product, learnt.baseline]] : [];
      }),
    );
  }

  async #load(client: Queryable, missing: readonly WantedBaseline[], at: number): Promise<void> {
    const models = new Map(missing.map((each) => [each.product, each]));
    const stored = await loadBaselines(client, [...models.keys()]);
    for (const learnt of stored) {
      const each = models.get(learnt.product);
      if (each && serves(learnt, each, at)) this.#known.set(learnt.product, learnt);
    }
  }

  async #learn(
    client: Queryable,
    unknown: readonly WantedBaseline[],
    at: number,
    exclusions: Exclusions,
  ): Promise<void> {
    const day = Math.floor(at / DAY);
    if (this.#prior?.day !== day) this.#prior = { day, of: await ownerPriors(client, at - DAY, at) };
    const prior = this.#prior.of;
    const excluded = await exclusions(
      unknown.map(({ product }) => product),
      at - GAP - HISTORY - DAY,
      at,
    );
    const histories = await loadHistories(client, unknown, at, (product) => excluded.get(product) ?? []);
    const learnt = unknown.flatMap(({ product, model, historyVersion }): LearntBaseline[] => {
      const found = histories.get(product);
      if (!found) return [];
      const baseline = learnBaseline(found.history, prior(found.period.validFrom));
      const { validUntil } = found.period;
      return [{ baseline, product, model, historyVersion, learntAt: at, validUntil }];
    });
    await saveBaselines(client, learnt);
    for (const each of learnt) this.#known.set(each.product, each);
  }
}

function serves(learnt: LearntBaseline | undefined, wanted: WantedBaseline, at: number): boolean {
  if (!learnt || learnt.model !== wanted.model || learnt.validUntil <= at) return false;
  return learnt.historyVersion >= wanted.historyVersion || at - learnt.learntAt < RELEARN_AFTER;
}
