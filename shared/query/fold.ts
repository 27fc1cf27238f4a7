/** Soft hyphens, zero-width and direction marks, variation selectors: invisible, and often inside words. */
const invisible = /\u00ad|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2064]|[\ufe00-\ufe0f]|\ufeff/gu;
const apostrophes = /[\u2018\u2019\u02bc\u201b]/gu;
const beyondAscii = /[^\0-\x7f]/u;

/**
 * The form in which words are compared: NFKC, lower case, one kind of apostrophe, nothing invisible. Accents count:
 * `résumé` is not `resume`. Lengths may change (`İ`), so offsets in the folded text are not offsets in the original.
 */
export function fold(text: string): string {
  if (!beyondAscii.test(text)) return text.toLowerCase();
  const lower = text.replace(invisible, '').normalize('NFKC').toLowerCase();
  // `İ` becomes i and a dot that nobody types; the two small sigmas are one letter.
  return lower.replaceAll('i\u0307', 'i').replaceAll('ς', 'σ').replace(apostrophes, "'").normalize('NFKC');
}
