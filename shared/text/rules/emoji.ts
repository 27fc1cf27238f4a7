import { marks } from '../marks.ts';
import { endOf, pushOnce, type Rule } from './rule.ts';

const FLAG = /\p{RI}\p{RI}/uy;
const PICTURE = /\p{Extended_Pictographic}/uy;
const JOINER = 0x200d;
/** Gender and hair say nothing about tone. */
const IGNORED = new Set(Array.from('♀♂⚕⚧🦰🦱🦲🦳'));
const HEARTS = new Set(Array.from('❤♥💙💚💛💜🖤🤍🤎🧡💗💓💕💖💞💘💝💟❣🩷🩵🩶'));
const FACES: Readonly<Record<string, string>> = { '☺': marks.smile, '☻': marks.smile, '☹': marks.sad };

/** Single emoji and flags are one token each; the members of a joined sequence follow each other; a row of equals is marked. */
export const emoji: Rule = (text, at, tokens) => {
  let end = endOf(FLAG, text, at);
  if (end === at) end = endOf(PICTURE, text, at);
  if (end === at) return at;
  const picture = text.slice(at, end);
  if (text.charCodeAt(end) === JOINER) end++;
  if (!IGNORED.has(picture)) pushPicture(tokenOf(picture), tokens);
  return end;
};

function tokenOf(picture: string): string {
  return HEARTS.has(picture) ? marks.heart : (FACES[picture] ?? picture);
}

function pushPicture(token: string, tokens: string[]): void {
  const last = tokens[tokens.length - 1];
  if (last === token) tokens.push(marks.repeat);
  else if (last !== marks.repeat || tokens[tokens.length - 2] !== token) pushOnce(token, tokens);
}
