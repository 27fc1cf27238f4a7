const NON_ASCII = /[^\0-\x7f]/u;
const LATIN = /\p{Script=Latin}/gu;
const OTHER = /(?!\p{Script=Latin})\p{L}/gu;

/** Scripts that one language alone writes (or nearly so), in the order in which they decide. */
const OWN_SCRIPT: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Armenian}/u, 'hy'],
  [/\p{Script=Bengali}/u, 'bn'],
  [/\p{Script=Tamil}/u, 'ta'],
  [/\p{Script=Telugu}/u, 'te'],
  [/\p{Script=Kannada}/u, 'kn'],
  [/\p{Script=Malayalam}/u, 'ml'],
  [/\p{Script=Gujarati}/u, 'gu'],
  [/\p{Script=Gurmukhi}/u, 'pa'],
  [/\p{Script=Sinhala}/u, 'si'],
  [/\p{Script=Khmer}/u, 'km'],
  [/\p{Script=Myanmar}/u, 'my'],
  [/\p{Script=Lao}/u, 'lo'],
  [/\p{Script=Ethiopic}/u, 'am'],
  [/\p{Script=Han}/u, 'zh'],
];
/** Most common language of a script that several share, for texts too short to tell them apart. */
const SHARED_SCRIPT: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Devanagari}/u, 'hi'],
];

/** Whether most letters of the text are of another script than the Latin one. A Han sign counts for a whole word. */
export function isMostlyNonLatin(text: string): boolean {
  if (!NON_ASCII.test(text)) return false;
  const other = text.match(OTHER)?.length ?? 0;
  return other > 0 && other * weight(text) > (text.match(LATIN)?.length ?? 0);
}

/** The language that alone writes the text's script; null for scripts that several languages share. */
export function languageOfOwnScript(text: string): string | null {
  return OWN_SCRIPT.find(([script]) => script.test(text))?.[1] ?? null;
}

/** The commonest language of the text's script; `null` for scripts that are not known here. */
export function commonestOfScript(text: string): string | null {
  return SHARED_SCRIPT.find(([script]) => script.test(text))?.[1] ?? null;
}

function weight(text: string): number {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text) ? 3 : 1;
}
