/** Frequent English words that no other language in Latin script writes often. */
const TELLING = new Set(
  (
    'the and you your my with this that they are been were would could should what when where who why how from just but ' +
    'because about there their them then than these those very really never always every after before again still it ' +
    'if out get got know need make think going has did does our she his him be now some only even much too another ' +
    "being here through can't don't i'm it's that's i've won't isn't didn't doesn't wasn't you're cant dont im its " +
    'thanks please which while'
  ).split(' '),
);

/** So many different telling words, and at least this share of all words, leave no doubt. */
const ENOUGH = 2;
const SHARE = 0.15;

/**
 * Whether the words of a text are English beyond doubt, by its function words alone: saves asking the detector about
 * more than half of all posts. False says nothing.
 */
export function isClearlyEnglish(words: readonly string[]): boolean {
  let telling = 0;
  let last = '';
  for (const word of words) {
    if (word === last || !TELLING.has(word)) continue;
    telling++;
    last = word;
  }
  return telling >= ENOUGH && telling >= words.length * SHARE;
}
