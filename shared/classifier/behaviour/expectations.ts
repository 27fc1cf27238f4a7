import type { Label } from '../../avro/mention.ts';
import { createRandom } from '../training/random.ts';
import type { BehaviourCase } from './behaviour-case.ts';
import { fill } from './fill.ts';

/** Cases for each template, unless said otherwise. */
const EACH = 15;

/** Makes cases from templates, or from pairs of them: a text, and the text after the change. */
interface Expectations {
  minimum(expected: readonly Label[], templates: readonly string[], each?: number): BehaviourCase[];
  invariance(pairs: readonly Pair[], each?: number): BehaviourCase[];
  direction(
    towards: 'positive' | 'negative',
    atLeast: number,
    pairs: readonly Pair[],
    each?: number,
  ): BehaviourCase[];
}

type Pair = readonly [string, string];

/** For the cases of one capability; the same ones each time. */
export function expectations(capability: string): Expectations {
  const random = createRandom(capability.length * 1009 + capability.charCodeAt(0));
  const pairsOf = (pair: Pair, each: number): { text: string; changed: string }[] =>
    fill(pair, each, random).map(([text = '', changed = '']) => ({ text, changed }));
  return {
    minimum: (expected, templates, each = EACH) =>
      templates.flatMap((template) =>
        fill([template], each, random).map(
          ([text = '']) => ({ kind: 'minimum', capability, text, expected }) as const,
        ),
      ),
    direction: (towards, atLeast, pairs, each = EACH) =>
      pairs.flatMap((pair) =>
        pairsOf(pair, each).map(
          (texts) => ({ kind: 'direction', capability, ...texts, towards, atLeast }) as const,
        ),
      ),
    invariance: (pairs, each = EACH) =>
      pairs.flatMap((pair) =>
        pairsOf(pair, each).map((texts) => ({ kind: 'invariance', capability, ...texts }) as const),
      ),
  };
}
