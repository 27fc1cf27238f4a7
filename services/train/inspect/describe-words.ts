import colours from 'picocolors';
import type { HeavyNgram } from '#shared/classifier/bag-of-words/heaviest-ngrams.ts';
import type { FilterProfile } from '#shared/classifier/inspection/inspect-filters.ts';
import type { Neighbour } from '#shared/classifier/inspection/nearest-words.ts';
import { columns } from '../columns.ts';

const FILTERS = 24;

/** What the filters of a CNN fire on, for people: those that move its decisions most. */
export function describeFilters(
  model: string,
  outputs: readonly string[],
  profiles: readonly FilterProfile[],
): string {
  const shown = profiles.slice(0, FILTERS);
  return [
    `${colours.bold(model)}: the ${shown.length} filters of ${profiles.length} that move its decisions most, and what they fire on`,
    '',
    ...shown.flatMap(({ name, byOutput, ngrams }) => {
      const towards = outputs[byOutput.indexOf(Math.max(...byOutput))] ?? '';
      const paint = { negative: colours.red, positive: colours.green }[towards] ?? colours.dim;
      return [
        `  ${colours.bold(name)} ${paint(`towards ${towards}`)}`,
        ...columns(
          ngrams.map(({ text, activation }) => ['', text, colours.dim(activation.toFixed(2))]),
          2,
        ),
      ];
    }),
  ].join('\n');
}

/** The n-grams of a bag of words that speak most for each class, for people, a column for each. */
export function describeHeaviest(
  model: string,
  outputs: readonly string[],
  heaviest: readonly (readonly HeavyNgram[])[],
): string {
  const rows = Math.max(...heaviest.map(({ length }) => length));
  if (rows === 0) return `${colours.bold(model)}: its n-grams are hashed and have no names`;
  return [
    `${colours.bold(model)}: the n-grams that speak most for each class`,
    '',
    ...columns(
      [
        outputs.flatMap((name) => [colours.dim(name), '']),
        ...Array.from({ length: rows }, (_, i) =>
          heaviest.flatMap((ngrams) => {
            const each = ngrams[i];
            return each ? [each.ngram.replaceAll('␣', ' '), colours.dim(each.weight.toFixed(2))] : ['', ''];
          }),
        ),
      ],
      outputs.length * 2,
    ),
  ].join('\n');
}

/** Nearest words by their source, side by side. */
export function describeNeighbours(
  word: string,
  found: readonly { readonly name: string; readonly neighbours: readonly Neighbour[] | undefined }[],
): string {
  const longest = Math.max(...found.map(({ neighbours }) => neighbours?.length ?? 0));
  const cell = (neighbours: readonly Neighbour[] | undefined, i: number): string[] => {
    if (!neighbours) return [i === 0 ? colours.dim('does not know it') : '', ''];
    const each = neighbours[i];
    return each ? [each.word, colours.dim(each.similarity.toFixed(2))] : ['', ''];
  };
  return [
    `Words nearest to ${colours.bold(word)}, by the cosine of their vectors`,
    '',
    ...columns(
      [
        found.flatMap(({ name }) => [colours.dim(name), '']),
        ...Array.from({ length: Math.max(1, longest) }, (_, i) =>
          found.flatMap(({ neighbours }) => cell(neighbours, i)),
        ),
      ],
      found.length * 2,
    ),
  ].join('\n');
}
