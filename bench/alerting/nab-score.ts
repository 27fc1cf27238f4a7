/**
 * NAB's score (Lavin and Ahmad 2015, "Evaluating real-time anomaly detection algorithms: the Numenta Anomaly Benchmark",
 * section III), by rows as its version 1.1 counts them.
 */

/** What hits, false alarms and misses weigh; the weight of true negatives does not enter the score. */
export interface Profile {
  readonly name: string;
  readonly hit: number;
  readonly falseAlarm: number;
  readonly miss: number;
}

export const profiles: readonly Profile[] = [
  { name: 'standard', hit: 1, falseAlarm: 0.11, miss: 1 },
  { name: 'reward low FP', hit: 1, falseAlarm: 0.22, miss: 1 },
  { name: 'reward low FN', hit: 1, falseAlarm: 0.11, miss: 2 },
];

/** Detections of one file, to be scored. */
export interface ScoredFile {
  readonly rows: number;
  /** Labelled windows, first and last row of each, in order. */
  readonly windows: readonly (readonly [first: number, last: number])[];
  /** Rows at which an anomaly is detected. */
  readonly detections: readonly number[];
}

export interface NabResult {
  readonly score: number;
  readonly found: number;
  readonly windows: number;
  readonly falseAlarms: number;
}

/** Nothing counts before this row: 15 % of the file, at most 750. */
export const probation = (rows: number): number => Math.min(Math.floor(0.15 * rows), 750);

/**
 * From −1 at the left edge of a window, where it is nearly 1, to 0 at its right edge and on to nearly −1 at 1 beyond it; −1 from 3 on.
 */
export const scaledSigmoid = (position: number): number =>
  position >= 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;

/** The score of one file, not yet on the scale from 0 to 100. */
export function rawScore({ rows, windows, detections }: ScoredFile, profile: Profile): NabResult {
  const from = probation(rows);
  const counted = detections.filter((row) => row >= from).sort((a, b) => a - b);
  const scorable = windows.filter(([, last]) => last >= from);
  let score = 0;
  let found = 0;
  for (const [first, last] of scorable) {
    const hit = counted.find((row) => row >= first && row <= last);
    if (hit === undefined) score -= profile.miss;
    else {
      found += 1;
      score += (profile.hit * scaledSigmoid(-(last - hit + 1) / (last - first + 1))) / scaledSigmoid(-1);
    }
  }
  const wrong = counted.filter((row) => !windows.some(([first, last]) => row >= first && row <= last));
  for (const row of wrong) score += profile.falseAlarm * scaledSigmoid(pastWindow(row, windows));
  return { score, found, windows: scorable.length, falseAlarms: wrong.length };
}

/** How far a row is behind the window before it, in widths of that window; 3, far, where there is none. */
function pastWindow(row: number, windows: ScoredFile['windows']): number {
  const before = windows.filter(([, last]) => last < row).at(-1);
  return before ? (row - before[1]) / (before[1] - before[0]) : 3;
}

/** All files together: 0 is a detector that never says anything, 100 one that finds all at once and nothing else. */
export function nabScore(files: readonly ScoredFile[], profile: Profile): NabResult {
  const results = files.map((file) => rawScore(file, profile));
  const total = (of: (result: NabResult) => number): number =>
    results.reduce((sum, each) => sum + of(each), 0);
  const windows = total((result) => result.windows);
  const never = -profile.miss * windows;
  const perfect = profile.hit * windows;
  return {
    score: (100 * (total(({ score }) => score) - never)) / (perfect - never),
    found: total(({ found }) => found),
    windows,
    falseAlarms: total(({ falseAlarms }) => falseAlarms),
  };
}
