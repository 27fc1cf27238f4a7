const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** English words that say nothing about what a post is about, in the form of prepared tokens (contractions written out). */
export const stopWords = setOf(
  "'s a about actually after again all almost already also always am an and any anyone anything are around as at away " +
    'back be because been before being but by can come could day did do does doing done down each either else even ' +
    'ever every everyone everything few for from get gets getting give go goes going gone got had has have having he ' +
    'her here hers him his how i if in into is it its itself just keep know last least less let like made make many ' +
    'may maybe me might mine more most much must my myself need next now of off oh ok on once one only or other our ' +
    'ours out over own please put quite really rt said same say says see seem she should since so some someone ' +
    'something still such take than thank thanks that the their theirs them then there these they thing things think ' +
    'this those though through time to today tell told try trying two under until up upon us use used very via want ' +
    'wants was way we well went were what when where which while who whom whose why will with would yeah yes yet you ' +
    'your yours yourself',
);

/** They turn the meaning of the word behind them, and say nothing alone. */
export const turningWords = setOf('no not never nothing without too');
