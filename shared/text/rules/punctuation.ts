import { marks } from '../marks.ts';
import { endOf, pushOnce, type Rule } from './rule.ts';

const SHOUTS = /[!?]+/y;
const STOPS = /[.…]+(?:\s\.)*/y;
const KEPT = new Map([
  [',', ','],
  [';', ','],
  [':', ':'],
  ['(', '('],
  [')', ')'],
  ['"', '"'],
  ['&', 'and'],
]);

/** `!` and `?`, however many, are one token each, with a mark when repeated. */
export const shout: Rule = (text, at, tokens) => {
  const end = endOf(SHOUTS, text, at);
  const run = text.slice(at, end);
  if (run.includes('?')) tokens.push('?');
  if (run.includes('!')) tokens.push('!');
  if (run.length > (run.includes('?') && run.includes('!') ? 2 : 1)) tokens.push(marks.repeat);
  return end;
};

/** A full stop, or an ellipsis of any length. */
export const stop: Rule = (text, at, tokens) => {
  const end = endOf(STOPS, text, at);
  const last = text.charCodeAt(end);
  if (end > at + 1) pushOnce('...', tokens);
  else if (last !== 0x40) pushOnce('.', tokens);
  return end;
};

/** Any other sign: kept once if it says something, else dropped. */
export const sign: Rule = (text, at, tokens) => {
  const kept = KEPT.get(text.charAt(at));
  if (kept !== undefined) pushOnce(kept, tokens);
  return at + 1;
};
