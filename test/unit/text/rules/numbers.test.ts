import { describe } from 'node:test';
import { tokenCases } from './token-cases.ts';

describe('figures', () => {
  tokenCases({
    '0 7 10 100 11 2015 1,000.50': '0 7 10 100 <number> <number> <number>',
    '9:45 17:30 5pm 5 p.m. 9:30am': '<time> <time> <time> <time> <time>',
    '$5 £3.50 20€ $5k $1,000': '<money> <money> <money> <money> <money>',
    '2 £20': '2 <money>',
    '50% 4.5 %': '<percent> <percent>',
    '2/14/15 2015-02-24 2/14': '<date> <date> <date>',
    '8/10 3/5 24/7': '8 / 10 3 / 5 24/7',
    '1st 2nd 30th': '1st 2nd <number>',
    '2hrs 30min 16GB': '2 hrs <number> min <number> gb',
    '10k 2.5m': '<number> <number>',
    '4ever b4 iPhone6s A320': 'forever before iphone6s a320',
    '1-800-433-7300': '<number>',
  });
});
