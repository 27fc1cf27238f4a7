/**
 * Tokens that stand for something other than a word. The scanner drops `<` and `>`, so no text can write one itself.
 */
export const marks = {
  /** A user that is named; several in a row are one. */
  user: '<user>',
  email: '<email>',
  /** Stands before the words of a hashtag. */
  hashtag: '<hashtag>',
  /** Follows a word in capitals. */
  caps: '<caps>',
  /** Stands first when most words are in capitals; then none is marked alone. */
  allCaps: '<allcaps>',
  /** Follows a word whose letters were drawn out. */
  long: '<long>',
  /** Follows punctuation, an emoji or an emoticon that was repeated. */
  repeat: '<repeat>',
  /** A swear word behind signs that cannot be read. */
  censored: '<censored>',
  number: '<number>',
  time: '<time>',
  date: '<date>',
  money: '<money>',
  percent: '<percent>',
  smile: '<smile>',
  laugh: '<laugh>',
  wink: '<wink>',
  tongue: '<tongue>',
  kiss: '<kiss>',
  heart: '<heart>',
  sad: '<sad>',
  cry: '<cry>',
  angry: '<angry>',
  annoyed: '<annoyed>',
  unsure: '<unsure>',
  surprise: '<surprise>',
  neutralFace: '<neutral-face>',
  brokenHeart: '<broken-heart>',
} as const;
