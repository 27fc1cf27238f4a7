/** How a sentence of one kind is felt: shares of negative, neutral, positive. */
export type Feeling = readonly [negative: number, neutral: number, positive: number];

const bad: Feeling = [0.9, 0.08, 0.02];
const rather: Feeling = [0.75, 0.2, 0.05];
const none: Feeling = [0.04, 0.9, 0.06];
const fair: Feeling = [0.08, 0.27, 0.65];
const good: Feeling = [0.02, 0.08, 0.9];

/**
 * Sentences in which one small word turns the tone: denied praise and blame, change over time, wishes, questions. A word
 * in braces is a slot of `words.ts`; `a|b` in brackets is a choice. A feeling belongs to all sentences under it.
 */
export const kinds: readonly (readonly [Feeling, readonly string[]])[] = [
  [
    bad,
    [
      'the {thing} is {very} {bad}',
      '{name} is {very} {bad}',
      'I {very} {hate} this {thing}',
      'I {hate} {name}',
      'I used to {like} the {thing}, but {now} it is {bad}',
      'I used to {like} {name} but {now} I {hate} it',
      'the {thing} was {good} {before}, {now} it is {very} {bad}',
      'everyone {liked} {name} {before} and {now} it is {bad}',
      'the {thing} used to be {good}, [now it is|now just|but not any more,] {bad}',
      'worst {thing} [ever|I have had|of all time]',
      'I want my money back, {thing} is {bad}',
      'could not be more [disappointed|unhappy] with {name}',
      '[no|zero|not a single] reason to {like} this {thing}',
    ],
  ],
  [
    rather,
    [
      'the {thing} {isnt} {good}',
      'the {thing} {isnt} {very} {good}',
      '{name} {isnt} {good} at all',
      'this {thing} is {not} {good}',
      'I {dont} {like} the {thing}',
      'I {dont} {like} {name} at all',
      "I don't think the {thing} is {good}",
      'nobody thinks {name} is {good}',
      '{name} used to be {good}',
      'the {thing} was {good} {before} but not any more',
      'I expected the {thing} to be {good}. it {isnt}',
      'I wish the {thing} was {good}',
      'I wish I had not bought this {thing}',
      "can't {like} {name} after this",
      'I {liked} {name} {before}, not [now|any more|today]',
      'the {thing} could be [better|much better]',
      'how is the {thing} still {bad}?',
      'no {thing} for {name} [again|this time either], {bad}',
      'if only {name} was {good}',
      'stopped being {good} [long ago|last year]',
    ],
  ],
  [
    none,
    [
      'is the {thing} {good}?',
      'is the {thing} {bad} or is it only me?',
      'does anyone know if {name} is {good}?',
      'going to {place} {when} with {name}',
      'the new {thing} of {name} comes out {when}',
      '{name} and {name} play {when} in {place}',
      '{name} announces a new {thing} {when}',
      'at {place} until {when}, then the {thing}',
      'where can I buy the {thing} in {place}?',
      'who is going to {place} {when}?',
      'the {thing} starts {when}',
      '{name} said the {thing} may be sold {when}',
      'which {thing} do you use, {name} or {name}?',
      'watching the {thing} {when}',
      'got a {thing} from {name} {when}',
      'neither {good} nor {bad}, just a {thing}',
    ],
  ],
  [
    fair,
    [
      'the {thing} {isnt} {bad}',
      'the {thing} {isnt} {bad} at all',
      '{name} is not {bad}',
      'not {bad}, {name}',
      'not [a bad|bad for a|too bad a] {thing}',
      "I [don't|do not] {hate} this {thing}, I {like} it",
      "I don't think the {thing} is {bad}",
      'I {hated} {name} {before}, not [now|any more|today]',
      'it turns out the {thing} {isnt} {bad}',
      'I expected the {thing} to be {bad}. it {isnt}',
      '{name} used to be {bad}, it got better',
      'I thought {name} was {bad}, I was wrong',
      'nothing {bad} to say about {name}',
      'no [problems|complaints|issues] with the {thing}',
    ],
  ],
  [
    good,
    [
      'the {thing} is {very} {good}',
      '{name} is {very} {good}',
      'I {very} {like} this {thing}',
      'I {like} {name}',
      'I used to {hate} the {thing}, but {now} it is {good}',
      'I used to {hate} {name} but {now} I {like} it',
      'the {thing} was {bad} {before}, {now} it is {very} {good}',
      'the {thing} used to be {bad}, [now it is|but it got] {good}',
      'best {thing} [ever|I have had|of all time]',
      'never had a better {thing}',
      'could not be [happier|more pleased] with {name}',
      "can't {like} {name} enough",
      'the {thing} never [disappoints|lets me down|fails me]',
      'finally a {thing} that {isnt} {bad}, I {like} it',
      'no {thing} is as {good} as this one',
    ],
  ],
];
