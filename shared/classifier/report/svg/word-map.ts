import { extent, linear } from './scale.ts';
import { element, label, picture } from './svg.ts';

/** One map of words. */
export interface WordMap {
  readonly title: string;
  readonly words: readonly {
    readonly word: string;
    readonly place: readonly [number, number];
    /** P(positive) − P(negative) of the word by itself, from −1 to 1. */
    readonly tone: number;
  }[];
}

const PANEL = { width: 640, height: 600, top: 70, gap: 36 };
const LINE = 12;
const CHARACTER = 6;

/**
 * Maps side by side. A word is a dot in the colour of its tone; it is written out where it does not lie on a word that
 * came before it, so the commonest are.
 */
export function wordMap(maps: readonly WordMap[], title: string): string {
  const { width, height, top, gap } = PANEL;
  return picture(
    { width: 16 + maps.length * (width + gap), height: top + height + 24, title },
    ...maps.map((map, i) => panel(map, 16 + i * (width + gap))),
  );
}

function panel({ title, words }: WordMap, left: number): string {
  const { width, height, top } = PANEL;
  const x = linear(extent(words.map(({ place }) => place[0])), [left, left + width]);
  const y = linear(extent(words.map(({ place }) => place[1])), [top + height, top]);
  const written: { x: number; y: number; width: number }[] = [];
  const marks = words.map(({ word, place, tone }) => {
    const [cx, cy] = [x.place(place[0]), y.place(place[1])];
    const size = word.length * CHARACTER;
    const at = { x: Math.min(cx + 4, left + width - size), y: cy + 4, width: size };
    const free = written.every(
      (other) =>
        at.x + at.width < other.x || other.x + other.width < at.x || Math.abs(at.y - other.y) >= LINE,
    );
    if (free) written.push(at);
    const style = `fill:${colourOf(tone)}`;
    return (
      element('circle', { cx, cy, r: 2, style }) +
      (free ? label(word, at.x, at.y, { class: 'halo', style: `font-size:10.5px;${style}` }) : '')
    );
  });
  return [
    element('rect', { x: left, y: top, width, height, rx: 6, style: 'fill:none;stroke:var(--line)' }),
    label(title, left, top - 14, { class: 'soft' }),
    ...marks,
  ].join('');
}

/** Words without a clear tone stay grey. */
const colourOf = (tone: number): string =>
  tone > 0.3 ? 'var(--positive)' : tone < -0.3 ? 'var(--negative)' : 'var(--soft)';
