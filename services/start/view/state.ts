import type { IncidentSummary } from '#shared/database/latest-incidents.ts';
import type { StageName } from '#shared/service/stage.ts';

export interface Counts {
  readonly mentions: number;
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
}
export const noCounts: Counts = { mentions: 0, negative: 0, neutral: 0, positive: 0 };

/** How one product stands at the event time of the view. */
export interface ProductView {
  readonly name: string;
  readonly lastHour: Counts;
  readonly hourBefore: Counts;
  readonly lastDay: Counts;
  /** The last 24 hours in quarter hours, oldest first. */
  readonly quarters: readonly Counts[];
}

export interface Totals {
  /** As PostgreSQL holds them. */
  readonly mentions: number;
  readonly unscored: number;
  /** Of this run. */
  readonly unmatched: number;
  readonly deadLetters: number;
}

/** Something that has to be made ready before posts can flow. */
export interface Step {
  readonly text: string;
  readonly done: boolean;
}

/** Everything that a frame of the live view shows. */
export interface ViewState {
  /** Shown until the first figures are there. */
  readonly steps: readonly Step[];
  readonly feed: string;
  /** Event time, milliseconds UTC; null before the first mention. */
  readonly eventTime: number | null;
  /** Event time passes so many times faster than the clock; null: as fast as possible. */
  readonly speed: number | null;
  readonly postsPerSecond: number;
  /** Records that wait before each stage. */
  readonly lag: Readonly<Record<StageName, number>>;
  readonly products: readonly ProductView[];
  /** Products for which there is no room. */
  readonly hiddenProducts: number;
  readonly latestNegative: {
    readonly product: string;
    readonly text: string;
    readonly postedAt: number;
  } | null;
  /** The one that opened last; null while there is none. */
  readonly incident: IncidentSummary | null;
  readonly totals: Totals;
  /** Milliseconds from the start to the first scored mention in PostgreSQL. */
  readonly firstScoredMs: number | null;
  /** Where to query; null while it is not known. */
  readonly databaseUrl: string | null;
  /** A line of trouble, such as where to read about it. */
  readonly notice: string | null;
}
