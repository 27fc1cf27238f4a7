import type { Incident } from '../detection/lifecycle.ts';
import { windows } from '../detection/windows.ts';
import { multipleOfUsual } from '../facts/multiple.ts';
import { wilsonInterval } from '../facts/wilson-interval.ts';
import type { IncidentFacts } from '../message/facts.ts';

/** What is said of an incident when it is over: its numbers are those of the worst that was seen. */
export function peakFacts(told: IncidentFacts, { peak, resolvedAt }: Incident): IncidentFacts {
  const { negative, mentions } = peak;
  return {
    ...told,
    kind: peak.kind,
    severity: peak.severity,
    window: windows[peak.window].name,
    negative,
    mentions,
    negativeShare: negative / mentions,
    interval: wilsonInterval(negative, mentions),
    baselineShare: peak.baselineShare,
    expectedNegative: peak.expected,
    multiple: multipleOfUsual(peak),
    resolvedAt: resolvedAt === null ? null : new Date(resolvedAt).toISOString(),
  };
}
