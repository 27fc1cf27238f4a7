import { describe } from 'node:test';
import { tokenCases } from './token-cases.ts';

describe('users, addresses and links', () => {
  tokenCases({
    '@united hello': '<user> hello',
    '@a @b @c hello @d': '<user> hello <user>',
    '@jo.bsky.social @ home': '<user> at home',
    'hi @jo@example.social!': 'hi <user> !',
    'mail jo.s+x@example.co.uk now': 'mail <email> now',
    'see https://t.co/abc, www.example.org/x pic.twitter.com/abc here': 'see here',
    'example.com is down': 'is down',
    'great.Me too': 'great . me too',
    'cut off https://t.co/ab…': 'cut off',
    'RT @brand: new phone': 'new phone',
  });
});

describe('hashtags become a mark and their words', () => {
  tokenCases({
    '#NeverFlyUnited': '<hashtag> never fly united',
    '#customerservicefail': '<hashtag> customer service fail',
    '#UKFlights': '<hashtag> uk flights',
    '#iPhone': '<hashtag> iphone',
    '#iPhone6': '<hashtag> iphone 6',
    '#snake_case': '<hashtag> snake case',
    '#1 fan': '1 fan',
    '#日本': '<hashtag> 日本',
    '# alone': 'alone',
  });
});

describe('emoji are one token each', () => {
  tokenCases({
    '👍🏽': '👍',
    '😂😂😂 😂': '😂 <repeat>',
    '❤️ ♥ 💙': '<heart> <repeat>',
    '👨‍👩‍👧': '👨 👩 👧',
    '🤷🏽‍♀️': '🤷',
    '🇺🇸🇬🇧': '🇺🇸 🇬🇧',
    'good👍day': 'good 👍 day',
  });
});

describe('emoticons become the mark of their kind', () => {
  tokenCases({
    ':) :-) (: =)': '<smile> <smile> <smile> <smile>',
    ':( :-( :[': '<sad> <sad> <sad>',
    ":'( >:( ;) :D xD :P :/ :| -_-":
      '<cry> <angry> <wink> <laugh> <laugh> <tongue> <unsure> <neutral-face> <annoyed>',
    '<3 </3 &lt;3': '<heart> <broken-heart> <heart>',
    'yes:)))': 'yes <smile> <repeat>',
    'http://x.y :Dog': ': dog',
    '(see note): ok': '( see note ) : ok',
  });
});

describe('punctuation', () => {
  tokenCases({
    'wow!!!': 'wow ! <repeat>',
    'wow!': 'wow !',
    'what?!': 'what ? !',
    'what?!?!': 'what ? ! <repeat>',
    'wait... what.. . . .': 'wait ... what ...',
    'a,, b; c': 'a , b , c',
    '“so” ‘it’ – ends': '" so " it ends',
    '<b>~[x]^{y}|': 'b x y',
  });
});
