import { HOURS_OF_WEEK, type Baseline } from '../../../services/alert/detection/baseline.ts';
import type { WindowCounts } from '../../../services/alert/detection/finding.ts';
import { windows, type WindowIndex } from '../../../services/alert/detection/windows.ts';

interface Usual {
  /** Mentions an hour. */
  readonly rate?: number;
  readonly share?: number;
  readonly correlation?: number;
  readonly dispersion?: number;
  readonly hours?: number;
}

/** A baseline that is the same at every hour and in every window. */
export function steady(usual: Usual = {}): Baseline {
  const { rate = 20, share = 0.2, correlation = 0, dispersion = 0, hours = 672 } = usual;
  return {
    rate: new Float64Array(HOURS_OF_WEEK).fill(rate),
    share: new Float64Array(HOURS_OF_WEEK).fill(share),
    correlation: windows.map(() => correlation),
    dispersion: windows.map(() => dispersion),
    hours,
    mentions: rate * hours,
  };
}

/** A Monday at 12:00 UTC. */
export const noon = Date.UTC(2026, 2, 16, 12);

/** So many negatives of so many mentions in one window; nothing in the others. */
export function inWindow(window: WindowIndex, negative: number, mentions: number): WindowCounts {
  const only = (count: number): number[] => windows.map((_, each) => (each === window ? count : 0));
  return {
    end: noon,
    minutes: windows.map(({ minutes }) => minutes),
    mentions: only(mentions),
    negative: only(negative),
  };
}
