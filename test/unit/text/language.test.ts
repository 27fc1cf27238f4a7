import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { detectLanguage } from '#shared/text/language.ts';

interface Sample {
  readonly language: string;
  readonly text: string;
}

const samples = readFileSync(new URL('../../golden/text/languages.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Sample);

describe('a sentence is recognised', () => {
  for (const { language, text } of samples) {
    test(`${language}: ${text}`, () => assert.equal(detectLanguage(text, null), language));
  }
});

describe('too little text', () => {
  for (const text of [
    'thanks',
    'no way',
    '👍👍',
    '@a @b',
    'https://t.co/abc',
    '#customerservicefail',
    '',
    '!!!',
    '12:30',
  ]) {
    test(`${JSON.stringify(text)} takes the platform's word, or is undetermined`, () => {
      assert.equal(detectLanguage(text, null), 'und');
      assert.equal(detectLanguage(text, 'und'), 'und');
      assert.equal(detectLanguage(text, 'es'), 'es');
    });
  }
});

test('the text is believed before the platform', () => {
  assert.equal(detectLanguage('the crew was very kind and we were there on time', 'es'), 'en');
  assert.equal(detectLanguage('Llevo tres horas esperando y nadie nos dice nada', 'en'), 'es');
});

test('a text in another script is never English, whatever the platform says', () => {
  for (const text of ['Спасибо!', 'ありがとう', 'شكرا', '谢谢', 'ขอบคุณ', 'ありがとう iPhone', 'धन्यवाद']) {
    const language = detectLanguage(text, 'en');
    assert.ok(language !== 'en' && language !== 'und', `${text}: ${language}`);
  }
});

test('a few words in another script do not make an English post foreign', () => {
  assert.equal(detectLanguage('I really love the new keyboard, it says ありがとう', null), 'en');
});

test('links, users, hashtags and entities do not count as text', () => {
  const noise = '@muchasgracias #cuandollegamos https://example.com/una/pagina &amp; ';
  assert.equal(detectLanguage(`${noise}ok`, null), 'und');
  assert.equal(detectLanguage(`${noise}why is there nobody at the gate`, null), 'en');
});

test('codes with regions and old codes are understood', () => {
  assert.equal(detectLanguage('ok', 'en-GB'), 'en');
  assert.equal(detectLanguage('ok', 'in'), 'id');
  assert.equal(detectLanguage('ok', 'PT_br'), 'pt');
  assert.equal(detectLanguage('ok', 'zxx'), 'und');
});
