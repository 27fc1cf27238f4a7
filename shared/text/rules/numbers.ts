import { marks } from '../marks.ts';
import { pushWord } from './spelling.ts';
import { endOf, type Rule } from './rule.ts';

const FIGURES = /\d+(?:[.,:/-]\d+)*/y;
const DAYTIME = /\s?(?:[ap]\.m\.|[ap]m)(?![a-z0-9])/iy;
const PERCENT = /\s?%/y;
const MAGNITUDE = /(?:k|m|mm|b|bn|mil)(?![a-z0-9'])/iy;
const ORDINAL = /(?:st|nd|rd|th)(?![a-z0-9])/iy;
const UNIT =
  /(?:s|h|hr|hrs|hour|hours|min|mins|minute|minutes|sec|secs|day|days|wk|wks|yr|yrs|km|mph|kph|mi|miles|ft|in|cm|mm|lb|lbs|kg|g|gb|mb|tb|ghz|mhz|mp|x|p|v|am|pm)(?![a-z0-9'])/iy;
const LETTERS = /[a-z][a-z0-9]*/iy;
const CURRENCY_BEFORE = /[$£€¥₹]\s?(?=\d)/y;
const CURRENCY_AFTER = /\s?[£€¥](?!\d)/y;

const TIME = /^[012]?\d:[0-5]\d(?::[0-5]\d)?$/u;
const DATE = /^(?:[0-3]?\d[/.-][0-3]?\d[/.-](?:\d{2}|\d{4})|\d{4}[/.-][01]?\d[/.-][0-3]?\d)$/u;
const FRACTION = /^(\d{1,2})\/(\d{1,2})$/u;
const SMALL = /^(?:\d|10|100)$/u;
/** Longer figures are never a time or a date. */
const LONGEST = 20;

/**
 * Figures: times, dates, percentages, ordinals and quantities become marks; whole numbers up to ten, ratings ("8/10")
 * and words that start with a digit ("4ever") stay.
 */
export const number: Rule = (text, at, tokens) => {
  const end = endOf(FIGURES, text, at);
  const figures = text.slice(at, end);
  const next = text.charCodeAt(end) | 0x20;
  if (next === 0x20 || next === 0x61 || next === 0x70) {
    const after = endOf(DAYTIME, text, end);
    if (after > end) return push(marks.time, after, tokens);
  }
  const percent = endOf(PERCENT, text, end);
  if (percent > end) return push(marks.percent, percent, tokens);
  const money = endOf(CURRENCY_AFTER, text, end);
  if (money > end) return push(marks.money, money, tokens);
  if (next >= 0x61 && next <= 0x7a) return withLetters(text, at, end, tokens);
  pushFigures(figures, tokens);
  return end;
};

/** An amount of money with the sign before it. */
export const money: Rule = (text, at, tokens) => {
  const start = endOf(CURRENCY_BEFORE, text, at);
  if (start === at) return at;
  const end = endOf(MAGNITUDE, text, endOf(FIGURES, text, start));
  return push(marks.money, end, tokens);
};

function withLetters(text: string, at: number, end: number, tokens: string[]): number {
  const magnitude = endOf(MAGNITUDE, text, end);
  if (magnitude > end) return push(marks.number, magnitude, tokens);
  const ordinal = endOf(ORDINAL, text, end);
  if (ordinal > end) {
    const word = text.slice(at, ordinal).toLowerCase();
    return push(word.length <= 3 ? word : marks.number, ordinal, tokens);
  }
  const unit = endOf(UNIT, text, end);
  if (unit > end) {
    pushFigures(text.slice(at, end), tokens);
    tokens.push(text.slice(end, unit).toLowerCase());
    return unit;
  }
  const word = endOf(LETTERS, text, end);
  pushWord(text.slice(at, word), tokens);
  return word;
}

function pushFigures(figures: string, tokens: string[]): void {
  if (SMALL.test(figures) || figures === '24/7' || figures === '9/11') tokens.push(figures);
  else if (figures.length > LONGEST) tokens.push(marks.number);
  else if (TIME.test(figures)) tokens.push(marks.time);
  else if (DATE.test(figures)) tokens.push(marks.date);
  else pushFraction(figures, tokens);
}

function pushFraction(figures: string, tokens: string[]): void {
  const [, share, whole] = FRACTION.exec(figures) ?? [];
  if (share === undefined || whole === undefined) tokens.push(marks.number);
  else if (whole === '10' || whole === '5' || whole === '2')
    tokens.push(SMALL.test(share) ? share : marks.number, '/', whole);
  else tokens.push(marks.date);
}

function push(token: string, end: number, tokens: string[]): number {
  tokens.push(token);
  return end;
}
