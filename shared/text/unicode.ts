const NON_ASCII = /[^\0-\x7f]/u;
/** Trade marks would become letters under NFKC; accents that stand alone would become spaces. */
const SYMBOLS = /[‘’‚‛′ʹʻʼ´＇“”„‟″«»＂™®©¨¸˘˙˚˜˝¯°ºª‐-―−]/gu;
/** Lone surrogates and characters that mean nothing to a reader; the joiner stays for emoji sequences. */
const UNREADABLE = /[\p{Cs}\p{Co}\p{Cc}]/gu;
/** Invisible: zero width, direction, soft hyphens, variation selectors, tags, the enclosing keycap. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Me}]/gu;
const JOINER = '\u200d';
/** Marks piled on one letter beyond what any language writes. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;
const SKIN_TONES = /[\u{1f3fb}-\u{1f3ff}]/gu;

/**
 * One form for characters that look or mean the same: NFKC, straight quotes, plain hyphens, no invisible characters,
 * no skin tones. Zero-width joiners stay (they tie emoji together). ASCII text is returned as it is.
 */
export function normaliseUnicode(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  return text
    .replace(SYMBOLS, plainSymbol)
    .normalize('NFKC')
    .replace(UNREADABLE, ' ')
    .replace(INVISIBLE, (character) => (character === JOINER ? JOINER : ''))
    .replace(SKIN_TONES, '')
    .replace(PILED_MARKS, '$1');
}

function plainSymbol(symbol: string): string {
  if ('‘’‚‛′ʹʻʼ´＇'.includes(symbol)) return "'";
  if ('“”„‟″«»＂'.includes(symbol)) return '"';
  return /[\p{Pd}−]/u.test(symbol) ? '-' : ' ';
}
