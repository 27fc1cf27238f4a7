import { describe } from 'node:test';
import { tokenCases } from './token-cases.ts';

describe('contractions are written out', () => {
  tokenCases({
    "I can't, won't and shan't": 'i can not , will not and shall not',
    "it's what we're, you've, they'll, I'd, I'm": 'it is what we are , you have , they will , i would , i am',
    'dont cant didnt im thats': 'do not can not did not i am that is',
    "shouldn't've": 'should not have',
    'I don’t': 'i do not',
    "do n't, ca n't, it 's": 'do not , can not , it is',
  });
});

describe('the possessive is split off, and an apostrophe that ends a word dropped', () => {
  tokenCases({
    "John's bag": "john 's bag",
    "the players' lounge": 'the players lounge',
    "O'Hare": "o'hare",
  });
});

describe('capitals leave a mark', () => {
  tokenCases({
    'one BIG mistake': 'one big <caps> mistake',
    'I am A fan': 'i am a fan',
    'WORST AIRLINE EVER': '<allcaps> worst airline ever',
    'THREE HOURS on the tarmac': 'three <caps> hours <caps> on the tarmac',
    'buy $TSLA': 'buy tsla',
  });
});

describe('drawn-out words are shortened to a known word', () => {
  tokenCases({
    sooooo: 'so <long>',
    gooooood: 'good <long>',
    yesssss: 'yes <long>',
    'hellooo wooorld': 'hello <long> world <long>',
    book: 'book',
    'World War III': 'world war iii <caps>',
  });
});

describe('laughter has one form', () => {
  tokenCases({ hahahahaha: 'haha', ahahah: 'haha', lolololol: 'lol', hehehe: 'hehe', hahn: 'hahn' });
});

describe('shorthand is written out', () => {
  tokenCases({
    'thx 4 ur help, gr8!': 'thanks 4 your help , great !',
    'w/ or w/o u b/c': 'with or without you because',
  });
});

describe('what has a sign in it stays together', () => {
  tokenCases({
    'AT&T, R&D': 'at&t <caps> , r&d <caps>',
    'the U.S. and L.A': 'the u.s. and l.a.',
    'check-in_desk': 'check in desk',
  });
});

describe('censored words are read where they can be', () => {
  tokenCases({
    'f**k this sh*t': 'fuck this shit',
    'what a $@%#! mess': 'what a <censored> mess',
    'you n**ds': 'you <censored>',
    '*sigh* 5* hotel': 'sigh 5 hotel',
  });
});
