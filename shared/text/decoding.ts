import { decode } from 'html-entities';

const MAX_ROUNDS = 3;

/**
 * Decodes HTML entities until none is left (at most three rounds): feeds differ in how often they encode, and a text
 * that was decoded on its way in must come out like one that was not.
 */
export function decodeEntities(text: string): string {
  let decoded = text;
  for (let round = 0; round < MAX_ROUNDS && decoded.includes('&'); round++) {
    const next = decode(decoded);
    if (next === decoded) break;
    decoded = next;
  }
  return decoded;
}

/** Decodes the escapes that some collections of posts carry instead of the character: `\u2019`, `\"`. */
export function decodeEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text
    .replaceAll('\\"', '"')
    .replace(/\\u([0-9a-fA-F]{4})/gu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
