import { endOf, type Rule } from './rule.ts';

const CASHTAG = /\$[a-z]{1,6}(?:\.[a-z])?(?![a-z0-9_])/iy;

/** The ticker symbol of a share ("$TSLA"): a word whose capitals mean nothing. */
export const cashtag: Rule = (text, at, tokens) => {
  const end = endOf(CASHTAG, text, at);
  if (end > at) tokens.push(text.slice(at + 1, end).toLowerCase());
  return end;
};
