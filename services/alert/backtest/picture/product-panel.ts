import { axes, pathThrough, percent, plain } from '#shared/classifier/report/svg/axes.ts';
import { linear, ticks, type Scale } from '#shared/classifier/report/svg/scale.ts';
import { element, label } from '#shared/classifier/report/svg/svg.ts';
import type { SharePrior } from '../../detection/history.ts';
import { between, type SummedSeries } from '../../detection/series.ts';
import { DAY, MINUTE, windows, type WindowIndex } from '../../detection/windows.ts';
import { counted } from '../../message/figures.ts';
import { oneLine } from '../../message/one-line.ts';
import type { Alert } from '../alert.ts';
import { alertMarks, alertShades, type AlertFrame } from './alert-marks.ts';
import { sharePoints, type SharePoint } from './usual-share.ts';
import { timeTicks } from './time-ticks.ts';

/** Sizes of a panel, pixels. */
export const PANEL = { left: 64, width: 1_000, height: 238 };
const SHARE = { top: 42, height: 100 };
const VOLUME = { top: 162, height: 38 };

export interface PanelContent {
  readonly product: string;
  readonly series: SummedSeries;
  readonly alerts: readonly Alert[];
  readonly from: number;
  readonly to: number;
}

/** One product: its name, rolling share of negatives over what is usual, mentions below, alerts across both. */
export function productPanel(content: PanelContent, prior: (at: number) => SharePrior, top: number): string {
  const { product, series, alerts, from, to } = content;
  const x = linear([from, to], [PANEL.left, PANEL.left + PANEL.width]);
  const window = windowFor(content);
  const buckets = (to - from) / (series.bucketMinutes * MINUTE);
  const points = sharePoints(series, prior, window, {
    from,
    to,
    stride: Math.max(1, Math.round(buckets / 700)),
  });
  const binMinutes = binFor(content);
  const frame: AlertFrame = { x, top: top + SHARE.top, bottom: top + VOLUME.top + VOLUME.height, end: to };
  const what = `share over ${lengthOf(windows[window].minutes)}, mentions in ${lengthOf(binMinutes)}`;
  const howMany = alerts.length === 0 ? 'no alerts' : counted(alerts.length, 'alert');
  return [
    label(oneLine(product, 80), PANEL.left, top + 16, { style: 'font-weight:600' }),
    label(`${howMany} · ${what}`, PANEL.left + PANEL.width, top + 16, {
      class: 'soft',
      'text-anchor': 'end',
    }),
    alertShades(alerts, frame),
    sharePlot(points, x, top + SHARE.top),
    volumePlot(content, binMinutes, x, top + VOLUME.top),
    alertMarks(alerts, frame),
  ].join('');
}

/** The shortest window that the picture can show, and that holds some mentions. */
function windowFor({ series, from, to }: PanelContent): WindowIndex {
  const perMinute =
    (series.scoredBefore.at(-1) ?? 0) / Math.max(1, series.mentions.length * series.bucketMinutes);
  const shown: WindowIndex = to - from <= 4 * DAY ? 1 : 2;
  const holding = ([1, 2] as const).find((window) => windows[window].minutes * perMinute >= 25) ?? 3;
  return Math.max(shown, holding) as WindowIndex;
}

/** The shortest bin of which the picture shows at most two hundred. */
function binFor({ series, from, to }: PanelContent): number {
  const minutes = (to - from) / MINUTE;
  const bins = [15, 30, 60, 180, 360, 720, 1_440, 10_080].filter((bin) => bin % series.bucketMinutes === 0);
  return bins.find((bin) => minutes / bin <= 200) ?? bins.at(-1) ?? series.bucketMinutes;
}

const lengthOf = (minutes: number): string =>
  minutes < 60 ? `${minutes} min` : minutes <= 1_440 ? `${minutes / 60} h` : `${minutes / 1_440} d`;

function sharePlot(points: readonly (SharePoint | null)[], x: Scale, top: number): string {
  const known = points.filter((point) => point !== null);
  const most = Math.max(
    0.1,
    ...known.map(({ share, high }) => Math.max(share, Math.min(high, 1.5 * share + 0.1))),
  );
  const y = linear([0, most], [top + SHARE.height, top]);
  const runs = runsOf(points);
  const clipped = (value: number): number => y.place(Math.min(value, most));
  return [
    axes(
      { scale: x, ticks: [], name: '' },
      { scale: y, ticks: ticks([0, most], 4), name: '', write: percent },
    ),
    ...runs.map((run) =>
      element('path', {
        d: `${pathThrough([
          ...run.map(({ at, high }) => [x.place(at), clipped(high)] as const),
          ...run.toReversed().map(({ at, low }) => [x.place(at), clipped(low)] as const),
        ])}Z`,
        style: 'fill:var(--soft);opacity:.2',
      }),
    ),
    ...runs.map((run) =>
      element('path', {
        class: 'curve',
        d: pathThrough(run.map(({ at, usual }) => [x.place(at), clipped(usual)])),
        style: 'stroke:var(--ink);stroke-width:1;stroke-dasharray:4 3;opacity:.7',
      }),
    ),
    ...runs.map((run) =>
      element('path', {
        class: 'curve',
        d: pathThrough(run.map(({ at, share }) => [x.place(at), clipped(share)])),
        style: 'stroke:var(--one);stroke-width:1.5',
      }),
    ),
  ].join('');
}

/** The stretches without a gap. */
function runsOf(points: readonly (SharePoint | null)[]): SharePoint[][] {
  const runs: SharePoint[][] = [[]];
  for (const point of points) {
    if (point) runs.at(-1)?.push(point);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 1);
}

/** Bars of mentions, the negative ones below in blue; the time axis of the panel. */
function volumePlot({ series, from, to }: PanelContent, binMinutes: number, x: Scale, top: number): string {
  const each = binMinutes / series.bucketMinutes;
  const bucket = series.bucketMinutes * MINUTE;
  const width = binMinutes * MINUTE;
  const bins: { at: number; all: number; negative: number }[] = [];
  for (let at = Math.floor(from / width) * width; at < to; at += width) {
    const first = Math.max(0, Math.ceil((Math.max(at, from) - series.start) / bucket));
    const end = Math.min(series.mentions.length, Math.ceil((at - series.start) / bucket) + each);
    if (end <= first) continue;
    const all = between(series.mentionsBefore, first, end);
    bins.push({ at, all, negative: between(series.negativeBefore, first, end) });
  }
  const most = Math.max(1, ...bins.map(({ all }) => all));
  const y = linear([0, most], [top + VOLUME.height, top]);
  const bar = (at: number, value: number, style: string): string => {
    const [left, right] = [at, at + width].map((time) => x.place(Math.min(to, Math.max(from, time))));
    if (left === undefined || right === undefined || value === 0) return '';
    const [foot, head] = [y.place(0), y.place(value)];
    return element('rect', {
      x: left,
      y: head,
      width: Math.max(0.5, right - left - 0.6),
      height: foot - head,
      style,
    });
  };
  const { times, write } = timeTicks(from, to, 11);
  return [
    ...bins.map(({ at, all }) => bar(at, all, 'fill:var(--soft);opacity:.35')),
    ...bins.map(({ at, negative }) => bar(at, negative, 'fill:var(--one);opacity:.75')),
    axes({ scale: x, ticks: times, name: '', write }, { scale: y, ticks: [most], name: '', write: plain }),
  ].join('');
}
