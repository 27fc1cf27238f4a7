import { marks } from './marks.ts';
import { grawlix } from './rules/censored.ts';
import { cashtag } from './rules/cashtags.ts';
import { detachedSuffix } from './rules/contractions.ts';
import { emoji } from './rules/emoji.ts';
import { emoticon } from './rules/emoticons.ts';
import { hashtag } from './rules/hashtags.ts';
import { link, linkPlaceholder } from './rules/links.ts';
import { money, number } from './rules/numbers.ts';
import { shout, sign, stop } from './rules/punctuation.ts';
import { endOf, type Rule } from './rules/rule.ts';
import { repostPrefix, user } from './rules/users.ts';
import { word } from './rules/words.ts';

const OTHER_FIGURES = /\p{N}+/uy;

/** What the rules at a character are, by its code; all else goes to `other`. */
const rulesAt: readonly (readonly Rule[] | undefined)[] = buildRules();

/** Reads a normalised text once, from left to right, and returns its tokens. */
export function scan(text: string): string[] {
  const tokens: string[] = [];
  let at = repostPrefix(text, 0, tokens);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0x7f) at++;
    else at = code < 0x80 ? ascii(text, at, code, tokens) : other(text, at, tokens);
  }
  return tokens;
}

function ascii(text: string, at: number, code: number, tokens: string[]): number {
  for (const rule of rulesAt[code] ?? []) {
    const end = rule(text, at, tokens);
    if (end > at) return end;
  }
  return at + 1;
}

function other(text: string, at: number, tokens: string[]): number {
  let end = emoji(text, at, tokens);
  if (end === at) end = money(text, at, tokens);
  if (end === at) end = word(text, at, tokens);
  if (end === at && (end = endOf(OTHER_FIGURES, text, at)) > at) tokens.push(marks.number);
  if (end > at) return end;
  return sign(text, at, tokens) + (isHighSurrogate(text, at) ? 1 : 0);
}

function isHighSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

function buildRules(): (readonly Rule[])[] {
  const table: Rule[][] = Array.from({ length: 128 }, () => [sign]);
  const set = (characters: string, ...rules: Rule[]): void => {
    for (const character of characters) table[character.charCodeAt(0)] = rules;
  };
  set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', word);
  set('hHwW', link, word);
  set('xXTQoO', emoticon, word);
  set('0123456789', number);
  set(':;=<>(^-', emoticon, sign);
  set('!', grawlix, shout);
  set('?', shout);
  set('.', stop);
  set('@', grawlix, user);
  set('#', grawlix, hashtag);
  set("'", detachedSuffix, sign);
  set('$', grawlix, money, cashtag, sign);
  set('%&*', grawlix, sign);
  set('{', linkPlaceholder, sign);
  return table;
}
