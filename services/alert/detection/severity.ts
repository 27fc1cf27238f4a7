import { severities, type IncidentKind, type Severity } from '../message/facts.ts';

export { severities, type IncidentKind, type Severity };

export interface Size {
  /** k. */
  readonly negative: number;
  /** p. */
  readonly share: number;
  /** p0. */
  readonly baselineShare: number;
  /** μ. */
  readonly expected: number;
}

/**
 * How bad it is, by how much there is of it, not by how sure it is. Serious: the share is 20 points above the usual, or four times
 * the usual number, with 10 negatives at least. Critical: 30 points and four times, with 25.
 */
export function severityOf({ negative, share, baselineShare, expected }: Size): Severity {
  const lift = share - baselineShare;
  const times = negative / Math.max(expected, 1e-9);
  if (negative >= 25 && lift >= 0.3 && times >= 4) return 'critical';
  if (negative >= 10 && (lift >= 0.2 || times >= 4)) return 'serious';
  return 'warning';
}

export const moreSevere = (a: Severity, b: Severity): boolean =>
  severities.indexOf(a) > severities.indexOf(b);
