import { endOf, type Rule } from './rule.ts';

/** Whole words that stand for several: irregular contractions, and those whose apostrophe is left out unmistakably. */
const WHOLE: Readonly<Record<string, string>> = {
  "can't": 'can not',
  cant: 'can not',
  cannot: 'can not',
  "won't": 'will not',
  wont: 'will not',
  "shan't": 'shall not',
  "ain't": 'is not',
  aint: 'is not',
  "let's": 'let us',
  "y'all": 'you all',
  yall: 'you all',
  im: 'i am',
  ive: 'i have',
  youre: 'you are',
  youve: 'you have',
  youll: 'you will',
  theyre: 'they are',
  theyve: 'they have',
  theyll: 'they will',
  weve: 'we have',
  thats: 'that is',
  whats: 'what is',
  heres: 'here is',
  theres: 'there is',
  wheres: 'where is',
  shes: 'she is',
  hes: 'he is',
  itll: 'it will',
  wouldve: 'would have',
  couldve: 'could have',
  shouldve: 'should have',
  gonna: 'going to',
  wanna: 'want to',
  gotta: 'got to',
  gimme: 'give me',
  lemme: 'let me',
  dunno: 'do not know',
  "c'mon": 'come on',
  "n't": 'not',
};

const NEGATED = [
  'do', 'does', 'did', 'is', 'was', 'are', 'were', 'would', 'could', 'should', 'have', 'has', 'had', 'need', 'must',
]; // prettier-ignore

const whole = new Map([
  ...Object.entries(WHOLE),
  ...NEGATED.map((verb): [string, string] => [`${verb}nt`, `${verb} not`]),
]);

/** After these, `'s` is the verb; after any other word it is taken for the possessive. */
const VERBAL = new Set(
  'it he she that what there here where who how when why this everything nothing something one everyone'.split(
    ' ',
  ),
);

const SUFFIXES: Readonly<Record<string, string>> = {
  "'ll": 'will',
  "'re": 'are',
  "'ve": 'have',
  "'m": 'am',
  "'d": 'would',
};

/** Stems that tokenised collections leave before a detached "n't". */
const STEMS: Readonly<Record<string, string>> = { ca: 'can', wo: 'will', sha: 'shall', ai: 'is' };
const DETACHED = /'(?:s|ll|re|ve|m|d)(?![a-z])/iy;

/** An ending that stands apart from its word, as tokenised collections write it ("John 's", "I 'm"). */
export const detachedSuffix: Rule = (text, at, tokens) => {
  const end = endOf(DETACHED, text, at);
  const suffix = text.slice(at, end).toLowerCase();
  if (end === at) return at;
  const stem = tokens[tokens.length - 1] ?? '';
  tokens.push(suffix === "'s" && VERBAL.has(stem) ? 'is' : (SUFFIXES[suffix] ?? suffix));
  return end;
};

/** Mends the stem before a detached "n't" that was just read: "ca n't" → "can not". */
export function mendStem(tokens: string[]): void {
  const stem = STEMS[tokens[tokens.length - 1] ?? ''];
  if (stem !== undefined) tokens[tokens.length - 1] = stem;
}

/** Writes a lower-case contraction out ("didn't" → "did not"); splits the possessive off; returns other words as they are. */
export function expandContraction(word: string): string {
  const expanded = whole.get(word);
  if (expanded !== undefined) return expanded;
  const apostrophe = word.lastIndexOf("'");
  if (apostrophe <= 0) return word;
  if (word.endsWith("n't")) return `${expandContraction(word.slice(0, -3))} not`;
  const stem = word.slice(0, apostrophe);
  const suffix = word.slice(apostrophe);
  if (suffix === "'s") return VERBAL.has(stem) ? `${stem} is` : `${stem} 's`;
  const verb = SUFFIXES[suffix];
  return verb === undefined ? word : `${expandContraction(stem)} ${verb}`;
}
