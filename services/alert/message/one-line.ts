/**
 * Characters that change how others are shown, or hide: controls, marks and overrides of writing direction
 * (U+202E turns the rest of a line round), zero-width ones and tags. The joiners U+200C and U+200D stay: Persian
 * and emoji need them.
 */
const unshown =
  /[\p{Cc}\p{Surrogate}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** More accents on one letter than any language has run over the lines above. */
const piledMarks = /(\p{M}{4})\p{M}+/gu;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Somebody else's text, fit for one line of a message: without line breaks and characters that play tricks, and of at most
 * `most` UTF-16 units, cut between words where that loses little, else between letters.
 */
export function oneLine(text: string, most: number): string {
  const line = text
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(unshown, '')
    .replace(piledMarks, '$1')
    .replace(/ {2,}/gu, ' ')
    .trim();
  return line.length <= most ? line : `${shortened(line, most - 1)}…`;
}

function shortened(line: string, most: number): string {
  let end = 0;
  // One unit more than may stay: the last letter of the part is perhaps cut, and is not taken.
  for (const { index, segment } of graphemes.segment(line.slice(0, most + 1))) {
    if (index + segment.length <= most) end = index + segment.length;
  }
  const space = line.lastIndexOf(' ', end);
  return line.slice(0, space > most * 0.8 ? space : end).trimEnd();
}
