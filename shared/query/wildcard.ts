/** Whether the text has a wildcard: ? for one character, * at the end for any number of them. */
export const hasWildcard = (pattern: string): boolean => pattern.endsWith('*') || pattern.includes('?');

/** The literal part before the first wildcard. */
export const literalPart = (pattern: string): string => pattern.replace(/[*?].*$/su, '');

/** Whether the pattern describes the whole word. */
export function wildcardMatches(pattern: string, word: string): boolean {
  const open = pattern.endsWith('*');
  const length = open ? pattern.length - 1 : pattern.length;
  if (open ? word.length < length : word.length !== length) return false;
  for (let at = 0; at < length; at += 1) {
    if (pattern.charCodeAt(at) !== word.charCodeAt(at) && pattern.charCodeAt(at) !== 63) return false;
  }
  return true;
}
