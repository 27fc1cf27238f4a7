import { kinds } from './behaviour-table.ts';
import { percent } from './figures.ts';
import { markdownTable } from './markdown-table.ts';
import type { Result } from './result.ts';

/** Paragraphs of docs/models.md: shares of the behavioural suite that were passed, a column for each model. */
export function behaviourParts(results: readonly Result[]): string[] {
  const asked = ({ behaviour = [] }: Result): number => behaviour.length;
  // In the order of the suite, which a model that was asked everything has.
  const keys = new Map(
    results
      .toSorted((a, b) => asked(b) - asked(a))
      .flatMap(({ behaviour = [] }) =>
        behaviour.map((each) => [`${each.capability}, ${each.kind}`, each] as const),
      ),
  );
  const share = ({ behaviour = [] }: Result, key: string): string => {
    const found = behaviour.filter(({ capability, kind }) => key === '' || `${capability}, ${kind}` === key);
    const cases = found.reduce((sum, each) => sum + each.cases, 0);
    return cases === 0 ? '' : percent(found.reduce((sum, each) => sum + each.passed, 0) / cases, 0);
  };
  return [
    '## Behaviour',
    'Shares of the cases of our own suite that each model passes (`tonewatch evaluate --behaviour`; after Ribeiro et al. ' +
      '2020, "Beyond accuracy: behavioral testing of NLP models with CheckList"). It is about posts: models of reviews are ' +
      'shown for comparison, and are not asked about neutral texts.',
    markdownTable(
      ['capability', 'a text', ...results.map(({ recipe }) => nameOf(recipe))],
      [
        ...[...keys].map(([key, { capability, kind }]) => [
          capability,
          kinds[kind],
          ...results.map((result) => share(result, key)),
        ]),
        ['all', '', ...results.map((result) => share(result, ''))],
      ],
    ),
  ];
}

/** `recipes/posts-cnn.yaml` is called `posts-cnn`. */
export const nameOf = (recipe: string): string => recipe.replace(/^recipes\/|\.yaml$/gu, '');
