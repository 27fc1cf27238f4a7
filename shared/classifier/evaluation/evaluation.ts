import type { Label } from '../../avro/mention.ts';
import type { BackendKind } from '../backend.ts';
import type { Interval } from './bootstrap.ts';
import type { Metrics } from './metrics.ts';
import type { RatingGroup, RatingMetrics } from './rating-metrics.ts';
import type { ReliabilityBin } from './reliability.ts';

/** A model measured on labelled texts, with everything that a table, a picture or a record of it needs. */
export type Evaluation = About & (ClassResult | RatingResult);

interface About {
  /** Name and version. */
  readonly model: string;
  /** What the texts are called: the file as it was named. */
  readonly data: string;
  readonly backend: BackendKind;
  /** What a reader must know to read the figures right, e.g. that neutral texts were left out. */
  readonly notes: readonly string[];
  readonly speed: Speed;
}

/** Preparation of the texts included, as the service does it; one process, nothing else measured at the time. */
export interface Speed {
  readonly postsPerSecond: number;
  /** Processor time of all threads for one post. */
  readonly cpuMicrosPerPost: number;
}

export interface ClassResult {
  readonly type: 'classes';
  /** Classes that were compared, in the order of everything that is by class. */
  readonly labels: readonly Label[];
  readonly metrics: Metrics;
  /** 95 % intervals. */
  readonly intervals: ClassIntervals;
  readonly reliability: readonly ReliabilityBin[];
}

export interface ClassIntervals {
  readonly accuracy: Interval;
  readonly macroRecall: Interval;
  readonly macroF1: Interval;
  /** See unbiasedInterval. */
  readonly ece: Interval;
  readonly logLoss: Interval;
  readonly recall: readonly Interval[];
  readonly precision: readonly Interval[];
}

export interface RatingResult {
  readonly type: 'rating';
  readonly metrics: RatingMetrics;
  readonly intervals: Readonly<Record<'r2' | 'rmse' | 'mae', Interval>>;
  /** What was said by the rating that people gave. */
  readonly byRating: readonly RatingGroup[];
}
