import { type BehaviourCase, CLEARLY } from '../behaviour-case.ts';
import { expectations } from '../expectations.ts';

const links = expectations('links and mentions');
const hashtags = expectations('hashtags');
const emoji = expectations('emoji');
const capitals = expectations('capitals');

/** What stands in posts and not in books. */
export const platformMarks: readonly BehaviourCase[] = [
  ...links.invariance([
    ['The {thing} is {good}', 'The {thing} is {good} https://t.co/a8Xk2LmQ'],
    ['The {thing} is {bad}', 'The {thing} is {bad} https://t.co/a8Xk2LmQ'],
    ['The {part} is {fine}', '@someone The {part} is {fine}'],
    ['The {part} is {poor}', '@someone @other The {part} is {poor}'],
    ['{brand} shows its new {thing} on {day}', '{brand} shows its new {thing} on {day} www.example.com/news'],
  ]),
  ...hashtags.invariance([
    ['I {love} my {brand} {thing}', 'I {love} my #{brand} #{thing}'],
    ['I {hate} my {brand} {thing}', 'I {hate} my #{brand} #{thing}'],
  ]),
  ...hashtags.direction('positive', CLEARLY, [
    ['The {brand} {thing} arrived', 'The {brand} {thing} arrived #love'],
    ['My {brand} {thing}', 'My {brand} {thing} #awesome'],
  ]),
  ...hashtags.direction('negative', CLEARLY, [
    ['The {brand} {thing} arrived', 'The {brand} {thing} arrived #fail'],
    ['My {brand} {thing}', 'My {brand} {thing} #disappointed'],
  ]),
  ...emoji.direction('positive', CLEARLY, [
    ['The {brand} {thing} arrived', 'The {brand} {thing} arrived 😍'],
    ['new {thing} from {brand}', 'new {thing} from {brand} 🎉❤️'],
    ['that {brand} {thing}', 'that {brand} {thing} 👍'],
  ]),
  ...emoji.direction('negative', CLEARLY, [
    ['The {brand} {thing} arrived', 'The {brand} {thing} arrived 😡'],
    ['new {thing} from {brand}', 'new {thing} from {brand} 💩'],
    ['that {brand} {thing}', 'that {brand} {thing} 👎'],
  ]),
  ...capitals
    .invariance(
      ['The {thing} is great', 'I love this {thing}', 'The {thing} is terrible', 'I hate this {thing}'].map(
        (text) => [text, text] as const,
      ),
    )
    .map((each) => (each.kind === 'invariance' ? { ...each, changed: each.changed.toUpperCase() } : each)),
];
