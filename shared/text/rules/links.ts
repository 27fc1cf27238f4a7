import { endOf, type Rule } from './rule.ts';

const SCHEME = /https?:\/\/[!-~]*|https?:?\/?(?=\.{2,3}|\s|$)|www\.[\w-][!-~]*/iy;
/** A bare domain: a few labels, then a common ending with a path, or one of the unmistakable endings without. */
const DOMAIN =
  /[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.(?:com|net|org|edu|gov|info|co\.uk|ly|gl|me|tv|io|fm|be|gd|co|st|am|to|de|fr|uk|us|ca|eu|app|dev|news|blog)\/[!-~]*|[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.(?:com|net|org|edu|gov|co\.uk)(?![\w.-]?[\w])/iy;
const PLACEHOLDER = /\{link\}/y;

/** Links carry no tone: they are dropped. */
export const link: Rule = (text, at) => endOf(SCHEME, text, at);

/** To be asked only where a word is followed by a full stop and another letter. */
export const bareDomain: Rule = (text, at) => endOf(DOMAIN, text, at);

/** What some collections put in place of a link. */
export const linkPlaceholder: Rule = (text, at) => endOf(PLACEHOLDER, text, at);
