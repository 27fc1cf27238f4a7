import { element, label } from '#shared/classifier/report/svg/svg.ts';
import type { Scale } from '#shared/classifier/report/svg/scale.ts';
import type { Severity } from '../../detection/severity.ts';
import type { Alert } from '../alert.ts';

/** Colour and strength of the shade behind an alert. */
export const shades: Readonly<Record<Severity, string>> = {
  warning: 'fill:var(--two);opacity:.22',
  serious: 'fill:var(--negative);opacity:.22',
  critical: 'fill:var(--negative);opacity:.42',
};
const colours: Readonly<Record<Severity, string>> = {
  warning: 'fill:var(--two)',
  serious: 'fill:var(--negative)',
  critical: 'fill:var(--negative)',
};

const LEAST_WIDTH = 2;
const CHARACTER = 6.2;

/** Where alerts are drawn: the heights between which they are shaded. */
export interface AlertFrame {
  readonly x: Scale;
  readonly top: number;
  readonly bottom: number;
  /** Milliseconds UTC; where alerts end that are open still. */
  readonly end: number;
}

/** The time of each alert as a shade. */
export const alertShades = (alerts: readonly Alert[], { x, top, bottom, end }: AlertFrame): string =>
  alerts
    .map(({ openedAt, resolvedAt, peakSeverity }) => {
      const [from, to] = [x.place(openedAt), x.place(Math.min(resolvedAt ?? end, end))];
      const width = Math.max(LEAST_WIDTH, to - from);
      return element('rect', { x: from, y: top, width, height: bottom - top, style: shades[peakSeverity] });
    })
    .join('');

/** A mark where each alert opened, above the plot; with its kind and severity where there is room until the next one. */
export function alertMarks(alerts: readonly Alert[], { x, top, bottom }: AlertFrame): string {
  const marks: string[] = [];
  let free = -Infinity;
  for (const [i, { kind, severity, peakSeverity, openedAt }] of alerts.entries()) {
    const at = x.place(openedAt);
    const text =
      severity === peakSeverity ? `${kind}, ${severity}` : `${kind}, ${severity} → ${peakSeverity}`;
    const width = text.length * CHARACTER;
    const next = alerts[i + 1];
    const room = next ? x.place(next.openedAt) - 8 : Infinity;
    const leftwards = at + 8 + width > x.to + 20;
    const from = leftwards ? at - 8 - width : at + 8;
    const anchor = leftwards ? { 'text-anchor': 'end' } : {};
    marks.push(
      element('line', {
        x1: at,
        x2: at,
        y1: top - 3,
        y2: bottom,
        style: `stroke:var(--${severity === 'warning' ? 'two' : 'negative'})`,
      }),
      kindMark(kind, at, top - 7, colours[peakSeverity]),
    );
    if (from < free || (!leftwards && from + width > room)) continue;
    free = Math.max(at, from + width) + 8;
    marks.push(
      label(text, leftwards ? at - 8 : from, top - 4, {
        ...anchor,
        style: `font-size:11px;${colours[peakSeverity]}`,
      }),
    );
  }
  return marks.join('');
}

/** A triangle for a tone shift, a diamond for a surge. */
export function kindMark(kind: Alert['kind'], x: number, y: number, style: string): string {
  const at = (dx: number, dy: number): string => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  const d = kind === 'tone' ? `M${at(-4.5, -4)}h9l-4.5 8z` : `M${at(0, -5)}l5 5l-5 5l-5 -5z`;
  return element('path', { d, style });
}
