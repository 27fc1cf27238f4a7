import { closers, everydaySlots, openers } from './phrases/everyday.ts';
import { outageActs, outageHashtags, outageSlots } from './phrases/nimbus-outage.ts';
import { trailheadLaunch } from './phrases/trailhead-shoes.ts';
import type { Mood, Voice } from './phrases/voice.ts';
import type { Random } from './random.ts';
import type { Moment } from './rhythm.ts';

const foreignShare = 0.06;

/** One text about a product, as people would write it at that moment. */
export function compose(voice: Voice, moment: Moment, random: Random): string {
  if (moment.act === null && random.chance(foreignShare)) return random.pick(voice.foreign);
  const mood = moodOf(moment, random);
  const sentence = fill(random.pick(sentencesOf(voice, moment, mood)), voice, random);
  const opener = random.chance(0.22) ? random.pick(openers[mood]) : '';
  const closer = random.chance(0.34) ? closing(sentence, random.pick(closers[mood])) : '';
  const hashtags = moment.act === null ? voice.hashtags : outageHashtags;
  const hashtag = random.chance(0.24) ? ` ${random.pick(hashtags)}` : '';
  const link = random.chance(0.05) ? ` https://t.example/${random.next().toString(36).slice(2, 9)}` : '';
  const text = capitalised(opener + written(sentence, mood, random)) + closer + hashtag + link;
  return random.chance(0.05) && !text.includes(voice.handle) ? `${voice.handle} ${text}` : text;
}

/** Fills the slots of a sentence: `{name}`, `{handle}`, the lists of the voice, then those everybody shares. */
export function fill(sentence: string, voice: Voice | null, random: Random): string {
  return sentence.replace(/\{(\w+)\}/gu, (_, slot: string) => {
    if (slot === 'handle' && voice) return voice.handle;
    const list =
      slot === 'name' ? voice?.names : (voice?.slots[slot] ?? outageSlots[slot] ?? everydaySlots[slot]);
    if (list === undefined) throw new RangeError(`no list for the slot {${slot}} in: ${sentence}`);
    return fill(random.pick(list), voice, random);
  });
}

/** A closing sentence needs a stop before it, an emoji or hashtag does not. */
function closing(sentence: string, closer: string): string {
  return /^ [A-Z]/u.test(closer) && !/[.!?]$/u.test(sentence) ? `.${closer}` : closer;
}

function moodOf(moment: Moment, random: Random): Mood {
  const place = random.next();
  if (place < moment.negativeShare) return 'negative';
  return place < moment.negativeShare + moment.neutralShare ? 'neutral' : 'positive';
}

function sentencesOf(voice: Voice, moment: Moment, mood: Mood): readonly string[] {
  if (moment.act !== null) return outageActs[moment.act]?.[mood] ?? voice.sentences[mood];
  if (moment.launch && mood === 'positive') return trailheadLaunch;
  return voice.sentences[mood];
}

/** The marks of haste and heat: shouting, stretched words, slips of the finger, HTML entities of sloppy clients. */
function written(sentence: string, mood: Mood, random: Random): string {
  const place = random.next();
  if (mood === 'negative' && place < 0.06) return sentence.toUpperCase();
  if (mood !== 'neutral' && place < 0.12)
    return sentence.replace(/\b(so|no|never|love|best|bad)\b/u, stretched);
  if (place < 0.17) return slipped(sentence, random);
  if (place < 0.22) return sentence.replace(' and ', ' &amp; ');
  return sentence;
}

function stretched(word: string): string {
  const vowel = Math.max(word.lastIndexOf('o'), word.lastIndexOf('e'), word.lastIndexOf('a'));
  return word.slice(0, vowel) + (word[vowel] ?? '').repeat(4) + word.slice(vowel + 1);
}

/** Swaps two letters in a longer lower-case word; names keep theirs. */
function slipped(sentence: string, random: Random): string {
  const words = sentence.split(' ');
  const at = Math.floor(random.next() * words.length);
  const word = words[at] ?? '';
  if (!/^[a-z]{6,}$/u.test(word)) return sentence;
  words[at] = word.slice(0, 2) + (word[3] ?? '') + (word[2] ?? '') + word.slice(4);
  return words.join(' ');
}

/** Most people begin with a capital; handles, hashtags and the lazy ones do not. */
function capitalised(text: string): string {
  return text.length % 4 === 0 ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
