import type { Finding } from '../detection/finding.ts';
import { count, counted, expected as usually, percent } from '../message/figures.ts';
import type { WindowFigures } from './window-figures.ts';

/** From this share on one author is named beside the figures, rather than ruled out. */
const LOUD_SHARE = 0.1;
/** Above this, chance is no argument. */
const UNLIKELY = 0.05;
const LEAST_TAIL = 1e-9;

type Authors = Pick<WindowFigures, 'mentions' | 'unnamed' | 'named' | 'busiest'>;

/**
 * One line that says why an incident is not noise: how unlikely one such window is, were all as the baseline says, and what
 * speaks for or against a few authors being behind it.
 */
export function whyLine(finding: Finding, authors: Authors): string {
  const unusual = [figuresOf(finding), chanceOf(finding.tail)].filter((part) => part !== '').join(': ');
  return `${unusual}. ${authorsLine(authors)}`.trim();
}

function figuresOf({ kind, negative, mentions, baselineShare, expected }: Finding): string {
  return kind === 'tone'
    ? `${percent(negative / Math.max(mentions, 1))} of ${counted(mentions, 'mention')} negative, usual is ${percent(baselineShare)}`
    : `${counted(negative, 'negative mention')}, usual is ${usually(expected)}`;
}

/** Rounded so that it never claims too much: "at most 1 in 3 million" is true of all from 3 to 4 million. */
function chanceOf(tail: number): string {
  if (tail > UNLIKELY) return '';
  return `by chance in at most 1 in ${oneIn(1 / Math.max(tail, LEAST_TAIL))} such windows`;
}

function oneIn(windows: number): string {
  const unit = 10 ** Math.floor(Math.log10(windows * (1 + 1e-9)));
  const rounded = Math.floor((windows / unit) * (1 + 1e-9)) * unit;
  if (rounded >= 1e9) return 'a billion';
  return rounded >= 1e6 ? `${count(rounded / 1e6)} million` : count(rounded);
}

function authorsLine({ mentions, unnamed, named, busiest }: Authors): string {
  if (mentions === 0) return '';
  if (unnamed * 2 > mentions) return 'Most of its authors are unknown.';
  const share = busiest / mentions;
  const most = `${Math.ceil((busiest * 100) / mentions)} %`;
  return share <= LOUD_SHARE
    ? `${counted(named, 'known author')}, none with more than ${most} of all mentions.`
    : `The busiest of ${counted(named, 'known author')} wrote ${percent(share)} of all mentions, and counts once an hour.`;
}
