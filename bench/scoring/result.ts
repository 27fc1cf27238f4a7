import { backendKinds } from '#shared/classifier/backend.ts';
import { shares } from '#shared/classifier/evaluation/metrics.ts';
import type { Timed } from './contender.ts';
import type { Introduction, Run } from './messages.ts';

/** Posts a second. */
export interface Speed {
  /** Of processor time: the median of the runs, the slowest and the fastest. */
  readonly perCpuSecond: number;
  readonly slowest: number;
  readonly fastest: number;
  /** By the clock: the median of the runs. Whatever else runs on the core makes it less. */
  readonly perSecond: number;
}

export interface Quality {
  readonly file: string;
  readonly accuracy: number;
  readonly macroRecall: number;
  /** By class, in the order of `labels`. */
  readonly recall: readonly number[];
}

/** Everything measured of one contender. */
export interface Result extends Pick<Introduction, 'name' | 'version' | 'labelling' | 'openingMs'> {
  readonly id: string;
  readonly speeds: Partial<Record<Timed, Speed>>;
  readonly quality: readonly Quality[];
  readonly peakBytes: number;
}

/** Whether it is a model of this project: `<backend>:<model>`. */
export const isOwn = ({ id }: Pick<Result, 'id'>): boolean =>
  backendKinds.some((kind) => id.startsWith(`${kind}:`));

export function resultOf(
  id: string,
  { name, version, labelling, openingMs, confusions }: Introduction,
  runs: ReadonlyMap<Timed, readonly Run[]>,
  files: readonly string[],
): Result {
  return {
    ...{ id, name, version, labelling, openingMs },
    speeds: Object.fromEntries([...runs].map(([timed, each]) => [timed, speedOf(each)])),
    quality: confusions.map((confusion, i) => {
      const { accuracy, macroRecall, recall } = shares(confusion);
      return { file: files[i] ?? '', accuracy, macroRecall, recall };
    }),
    peakBytes: Math.max(...[...runs.values()].flat().map((run) => run.peakBytes)),
  };
}

function speedOf(runs: readonly Run[]): Speed {
  const byCpu = runs.map(({ posts, cpuMicros }) => (posts * 1e6) / cpuMicros);
  return {
    perCpuSecond: median(byCpu),
    slowest: Math.min(...byCpu),
    fastest: Math.max(...byCpu),
    perSecond: median(runs.map(({ posts, wallMicros }) => (posts * 1e6) / wallMicros)),
  };
}

/** Of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle) - 1] ?? NaN)) / 2;
}
