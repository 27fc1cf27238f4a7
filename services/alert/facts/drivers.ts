import type { Driver } from '../message/facts.ts';

const MOST = 5;
const LEAST_Z = 2;
const LEAST_MENTIONS = 3;
/** A word that stands in a pair in this share of its mentions says no more than the pair. */
const ALMOST_ALWAYS = 0.8;

/**
 * Weight of the prior, in mentions: terms are taken to be as frequent on both sides as in both together, as if so many
 * mentions had said so. Less would make terms that the reference lacks too uncertain to show; more would hide what a
 * dozen mentions say.
 */
const PRIOR_MENTIONS = 100;

/**
 * Terms that the mentions of `target` use more than those of `reference`, the clearest first: at most 5, with z ≥ 2 and
 * 3 mentions. Each mention is given as its distinct terms; a pair of words is a term with a space. The order of mentions
 * does not matter.
 *
 * z is the log-odds ratio with an informative Dirichlet prior over its standard deviation (Monroe, Colaresi and Quinn,
 * "Fightin' Words", Political Analysis 16, 2008, equations 16, 20 and 22). It orders terms; among thousands of them some
 * pass 2 by chance.
 */
export function drivers(
  target: readonly (readonly string[])[],
  reference: readonly (readonly string[])[],
): Driver[] {
  if (target.length === 0 || reference.length === 0) return [];
  const here = countOf(target);
  const there = countOf(reference);
  const priorOfOne = PRIOR_MENTIONS / (target.length + reference.length);
  const prior = priorOfOne * (here.total + there.total);
  const found: Driver[] = [];
  for (const [term, mentions] of here.byTerm) {
    if (mentions < LEAST_MENTIONS) continue;
    const baselineMentions = there.byTerm.get(term) ?? 0;
    const own = priorOfOne * (mentions + baselineMentions);
    const y = mentions + own;
    const x = baselineMentions + own;
    const ratio = Math.log(y / (here.total + prior - y)) - Math.log(x / (there.total + prior - x));
    const z = ratio / Math.sqrt(1 / y + 1 / x);
    if (z >= LEAST_Z) found.push({ term, mentions, baselineMentions, z });
  }
  return withoutParts(found).sort(byClarity).slice(0, MOST);
}

interface Counts {
  readonly byTerm: ReadonlyMap<string, number>;
  /** Of all terms together. */
  readonly total: number;
}

function countOf(mentions: readonly (readonly string[])[]): Counts {
  const byTerm = new Map<string, number>();
  let total = 0;
  for (const terms of mentions) {
    total += terms.length;
    for (const term of terms) byTerm.set(term, (byTerm.get(term) ?? 0) + 1);
  }
  return { byTerm, total };
}

/** Leaves out words that stand almost always in a pair that is there too. */
function withoutParts(found: readonly Driver[]): Driver[] {
  const inPairs = new Map<string, number>();
  for (const { term, mentions } of found) {
    const words = term.split(' ');
    if (words.length === 1) continue;
    for (const word of words) inPairs.set(word, Math.max(inPairs.get(word) ?? 0, mentions));
  }
  return found.filter(({ term, mentions }) => (inPairs.get(term) ?? 0) < ALMOST_ALWAYS * mentions);
}

/** A total order: of equals the one whose letters come first. */
const byClarity = (one: Driver, other: Driver): number =>
  other.z - one.z || other.mentions - one.mentions || (one.term < other.term ? -1 : 1);
