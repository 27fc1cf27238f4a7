import { element, label, picture } from '#shared/classifier/report/svg/svg.ts';
import { priorByDay } from '../../detection/prior-by-day.ts';
import { severities } from '../../detection/severity.ts';
import type { Sensitivity } from '../../detection/sensitivity.ts';
import { HOUR } from '../../detection/windows.ts';
import { counted } from '../../message/figures.ts';
import { span } from '../../message/moments.ts';
import type { Backtest } from '../alert.ts';
import type { ProductCounts } from '../counts/count-series.ts';
import { kindMark, shades } from './alert-marks.ts';
import { PANEL, productPanel } from './product-panel.ts';

const MOST_PANELS = 12;
const HEAD = 84;

/**
 * A backtest as one picture, SVG: a panel for each product, or for the twelve with the most alerts.
 *
 * @param all also the products that were not gone through: they tell what is usual for a new one
 */
export function alertsPicture(
  { alerts, counts, period }: Backtest,
  all: readonly ProductCounts[],
  sensitivity: Sensitivity,
): string {
  const prior = priorByDay(all.map(({ series }) => series));
  const { from, to } = period ?? { from: 0, to: HOUR };
  const panels = counts
    .map(({ product, series }) => ({
      product,
      series,
      alerts: alerts[sensitivity].filter((alert) => alert.product === product),
      from,
      to,
    }))
    .sort((a, b) => b.alerts.length - a.alerts.length);
  const shown = panels.slice(0, MOST_PANELS);
  const which =
    panels.length > shown.length
      ? `the ${shown.length} of ${counted(panels.length, 'product')} with the most`
      : counted(panels.length, 'product');
  const title = `${counted(alerts[sensitivity].length, 'alert')} at ${sensitivity} · ${which}`;
  const time = period
    ? span(new Date(from).toISOString(), new Date(to).toISOString(), 'UTC')
    : 'no mentions in that time';
  return picture(
    { width: PANEL.left + PANEL.width + 36, height: HEAD + Math.max(1, shown.length) * PANEL.height, title },
    label(time, 16, 43, { class: 'soft' }),
    legend(66),
    ...(period ? shown.map((content, i) => productPanel(content, prior, HEAD + i * PANEL.height)) : []),
  );
}

/** What the marks mean, on one line. */
function legend(y: number): string {
  let x = 16;
  const entry = (width: number, text: string, sign: (x: number) => string): string => {
    const drawn = sign(x) + label(text, x + width + 6, y, { class: 'soft' });
    x += width + 6 + text.length * 6.1 + 20;
    return drawn;
  };
  const swatch = (style: string) => (at: number) =>
    element('rect', { x: at, y: y - 10, width: 18, height: 12, style });
  const line = (style: string) => (at: number) =>
    element('line', { x1: at, x2: at + 18, y1: y - 4, y2: y - 4, style });
  return [
    entry(18, 'share of negatives', line('stroke:var(--one);stroke-width:2')),
    entry(18, 'usual', line('stroke:var(--ink);stroke-dasharray:4 3;opacity:.7')),
    entry(18, '99 % of chance', swatch('fill:var(--soft);opacity:.2')),
    entry(18, 'mentions', swatch('fill:var(--soft);opacity:.35')),
    entry(18, 'negative', swatch('fill:var(--one);opacity:.75')),
    ...severities.map((severity) => entry(18, severity, swatch(shades[severity]))),
    entry(10, 'tone shift', (at) => kindMark('tone', at + 5, y - 4, 'fill:var(--ink)')),
    entry(10, 'negative surge', (at) => kindMark('surge', at + 5, y - 4, 'fill:var(--ink)')),
  ].join('');
}
