import { marks } from '../marks.ts';
import { endOf, pushOnce, type Rule } from './rule.ts';

const HANDLE = /@[A-Za-z0-9_]+/y;
/** The rest of handles that are domains (`@jo.bsky.social`) or have a server (`@jo@example.social`). */
const SERVER =
  /(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|(?:[.-][\w-]{1,63}){0,3}\.(?:social|com|net|org|app|dev|io)(?![\w-]))/iy;
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/y;
const REPOST = /\s*(?:RT|MT)\s*:?\s*@[A-Za-z0-9_]+\s*:?/iy;

/** `@name` becomes one mark, whoever it is. An @ that stands alone is the word. */
export const user: Rule = (text, at, tokens) => {
  const end = endOf(HANDLE, text, at);
  if (end === at) {
    pushOnce('at', tokens);
    return at + 1;
  }
  pushOnce(marks.user, tokens);
  return endOf(SERVER, text, end);
};

/** To be asked only where a word is followed by one of `@ . _ + -`. */
export const email: Rule = (text, at, tokens) => {
  const end = endOf(EMAIL, text, at);
  if (end > at) tokens.push(marks.email);
  return end;
};

/** The `RT @name:` before a repost, dropped so that the repost reads as the original. */
export const repostPrefix: Rule = (text, at) => endOf(REPOST, text, at);
