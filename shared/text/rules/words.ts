import { censored } from './censored.ts';
import { bareDomain, link } from './links.ts';
import { endOf, type Rule } from './rule.ts';
import { pushWord } from './spelling.ts';
import { email } from './users.ts';

const ASCII_WORD = /[a-zA-Z][a-zA-Z0-9]*(?:'[a-zA-Z]+)*/y;
const WORD = /\p{L}[\p{L}\p{M}\p{N}]*(?:'\p{L}+)*/uy;
const WITH_SLASH = /w\/o(?![a-z])|w\/|b\/c(?![a-z])/iy;
const INITIALS = /[a-z](?:\.[a-z]){1,5}(?![a-z0-9])\.?/iy;
const WITH_AND = /[a-z]{1,3}&[a-z]{1,3}(?![a-z0-9])/iy;
const SCHEME_BEHIND = /https?$/iu;

/** A word, or what the sign behind it shows it to be. */
export const word: Rule = (text, at, tokens) => {
  let end = endOf(ASCII_WORD, text, at);
  if (end === at || text.charCodeAt(end) >= 0x80) end = endOf(WORD, text, at);
  if (end === at) return at;
  const special = beforeSign(text, at, end, tokens);
  if (special > at) return special;
  pushWord(text.slice(at, end), tokens);
  return end;
};

function beforeSign(text: string, at: number, end: number, tokens: string[]): number {
  switch (text.charAt(end)) {
    case '.':
    case '-':
      return dotted(text, at, tokens);
    case '@':
    case '_':
    case '+':
      return email(text, at, tokens);
    case '/':
      return spelledWithSign(WITH_SLASH, text, at, tokens);
    case '&':
      return spelledWithSign(WITH_AND, text, at, tokens);
    case ':':
      return gluedLink(text, at, end, tokens);
    case '*':
    case '$':
    case '!':
    case '#':
      return censored(text, at, tokens);
    default:
      return at;
  }
}

/** A bare domain ("example.com"), an address, or initials ("U.S."). */
function dotted(text: string, at: number, tokens: string[]): number {
  let end = bareDomain(text, at, tokens);
  if (end === at) end = email(text, at, tokens);
  if (end > at) return end;
  end = endOf(INITIALS, text, at);
  if (end > at) tokens.push(`${text.slice(at, end).replace(/\.$/u, '').toLowerCase()}.`);
  return end;
}

/** "w/", "w/o", "b/c", "AT&T": words with a sign in them. */
function spelledWithSign(pattern: RegExp, text: string, at: number, tokens: string[]): number {
  const end = endOf(pattern, text, at);
  if (end > at) pushWord(text.slice(at, end), tokens);
  return end;
}

/** A link that no space parts from the word before it. */
function gluedLink(text: string, at: number, end: number, tokens: string[]): number {
  if (!text.startsWith('://', end)) return at;
  const glued = text.slice(at, end);
  const before = glued.replace(SCHEME_BEHIND, '');
  if (before === glued) return at;
  if (before !== '') pushWord(before, tokens);
  return link(text, at + before.length, tokens);
}
