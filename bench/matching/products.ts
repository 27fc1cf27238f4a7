import { totalCount, wordCounts } from '#shared/text/word-counts.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { NamedQuery } from '#shared/query/compile-queries.ts';
import { seeded } from '../../test/fixtures/generated-posts.ts';

/** Products and posts made for the measurement: the same for the same seed. */

const syllables = 'ba ce di fo gu ha ji ko lu ma ne pi qua ro su ta ve wi xo ya zu bri cle dro fla gre'.split(
  ' ',
);

/** A made-up name, different for different products. */
function brandOf(product: number): string {
  let rest = product;
  let name = '';
  for (let at = 0; at < 3 || rest > 0; at += 1) {
    name += syllables[rest % syllables.length] ?? '';
    rest = Math.floor(rest / syllables.length);
  }
  return `${name}x`;
}

/** The words of English with how often they are used, the most used first. */
const vocabulary = [...wordCounts];

/** A word as people choose them. */
function anyWord(random: () => number): string {
  let left = random() * totalCount;
  for (const [word, count] of vocabulary) {
    left -= count;
    if (left < 0) return word;
  }
  return 'the';
}

/** A word that says something: not one of the most used. */
const contentWord = (random: () => number): string =>
  vocabulary[200 + Math.floor(random() * 5_000)]?.[0] ?? '';

/** One product in 50 is called like an ordinary word. */
const ordinaryName = (product: number): string | undefined =>
  product % 50 === 7 ? vocabulary[500 + product]?.[0] : undefined;

/** Queries as brand teams write them. */
export function makeQueries(count: number): NamedQuery[] {
  const random = seeded(1);
  const context = (): string => Array.from({ length: 4 }, () => contentWord(random)).join(' OR ');
  return Array.from({ length: count }, (_, product) => {
    const brand = brandOf(product);
    const name = ordinaryName(product) ?? `${brand}y`;
    const text = `@${brand} OR #${brand} OR "${brand} ${contentWord(random)}" OR ${brand} NOT ${contentWord(random)}
      OR ${name} NEAR/5 (${context()}) OR ${brand}care*`;
    return { id: `p${product}`, query: parseQuery(text) };
  });
}

/** Posts of 8 to 25 words; one in five mentions one of the first `products` products. */
export function makePosts(count: number, products: number): string[] {
  const random = seeded(2);
  return Array.from({ length: count }, () => {
    const words = Array.from({ length: 8 + Math.floor(random() * 18) }, () => anyWord(random));
    if (random() < 0.2) {
      const brand = brandOf(Math.floor(random() * products));
      words.splice(Math.floor(random() * words.length), 0, `${random() < 0.5 ? '@' : ''}${brand}`);
    }
    return `${words.join(' ')}.`;
  });
}
