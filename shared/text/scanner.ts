import { censored, grawlix } from './rules/censored.ts';
import { emoji } from './rules/emoji.ts';
import { emoticon } from './rules/emoticons.ts';
import { hashtag } from './rules/hashtags.ts';
import { bareDomain, link, linkPlaceholder } from './rules/links.ts';
import { money, number } from './rules/numbers.ts';
import { shout, sign, stop } from './rules/punctuation.ts';
import { endOf, type Rule } from './rules/rule.ts';
import { email, repostPrefix, user } from './rules/users.ts';
import { pushWord } from './rules/words.ts';

const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:'[\p{L}]+)*/uy;
const ASCII_WORD = /[a-zA-Z][a-zA-Z0-9]*(?:'[a-zA-Z]+)*/y;
const DIGIT_OR_MARK = /[\p{N}]+/uy;
const WITH = /w\/o\b|w\/|b\/c\b/iy;

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
  if (end === at && (end = endOf(DIGIT_OR_MARK, text, at)) > at) tokens.push('<number>');
  if (end > at) return end;
  return sign(text, at, tokens) + (isHighSurrogate(text, at) ? 1 : 0);
}

function word(text: string, at: number, tokens: string[]): number {
  let end = endOf(ASCII_WORD, text, at);
  if (end === at || text.charCodeAt(end) >= 0x80) end = endOf(WORD, text, at);
  if (end === at) return at;
  const special = beforeSign(text, at, end, tokens);
  if (special > at) return special;
  pushWord(text.slice(at, end), tokens);
  return end;
}

/** What a word turns out to be by the sign behind it: an address, a bare domain, a shorthand, a censored word. */
function beforeSign(text: string, at: number, end: number, tokens: string[]): number {
  switch (text.charAt(end)) {
    case '.':
    case '-':
      return domainOrAddress(text, at, tokens);
    case '@':
    case '_':
    case '+':
      return email(text, at, tokens);
    case '/':
      return withSlash(text, at, tokens);
    case '*':
    case '$':
    case '!':
    case '#':
      return censored(text, at, tokens);
    default:
      return at;
  }
}

function domainOrAddress(text: string, at: number, tokens: string[]): number {
  const end = bareDomain(text, at, tokens);
  return end > at ? end : email(text, at, tokens);
}

/** "w/", "w/o" and "b/c" are words with a sign in them. */
function withSlash(text: string, at: number, tokens: string[]): number {
  const end = endOf(WITH, text, at);
  if (end > at) pushWord(text.slice(at, end), tokens);
  return end;
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
  set('$', grawlix, money, sign);
  set('%&*', grawlix, sign);
  set('{', linkPlaceholder, sign);
  return table;
}
