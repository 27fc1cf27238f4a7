import type { Corpus } from '../dataset/corpus.ts';
import { describeDevelopment } from '../dataset/development-part.ts';
import { modelId } from '../model/manifest.ts';
import type { CardFigures } from '../training/card-figures.ts';
import { behaviourTable, count, metricsTable, sourcesTable } from '../training/card-tables.ts';
import type { BagOfWordsRecipe } from './recipe.ts';
import { describeBagOfWords } from './spec.ts';
import type { TrainedBagOfWords } from './train.ts';

export interface BagOfWordsCard extends CardFigures {
  readonly recipe: BagOfWordsRecipe;
  readonly corpus: Corpus;
  readonly trained: TrainedBagOfWords;
  readonly minutes: number;
}

/** card.md of a bag of words: what it is for, how good it is, what it was made of, how to make it again. */
export function writeBagOfWordsCard(contents: BagOfWordsCard): string {
  const { manifest, recipe, corpus, evaluations, development, behaviour } = contents;
  return [
    `# ${modelId(manifest)}`,
    recipe.purpose.trim(),
    '## How good it is',
    metricsTable([...evaluations, development], manifest.output),
    `${describeDevelopment(recipe.development)}; it fitted the calibration. The other files were measured once, after ` +
      'training; between brackets is what 95 % of bootstrap samples give.',
    ...(behaviour.length > 0 ? ['Behaviour, on made-up texts:', behaviourTable(behaviour)] : []),
    '## What it was trained on',
    sourcesTable(corpus.sources),
    '## What it is',
    modelNotes(contents),
    '## How to make it again',
    `\`\`\`\nnpm ci\nnpx tonewatch train --recipe ${contents.recipePath} --data DIR --out models/${manifest.name}\n\`\`\``,
    `Trained on ${contents.trainedOn.toISOString().slice(0, 10)} in ${contents.minutes.toFixed(1)} minutes on one core. ` +
      'The same recipe and data give the same numbers to the bit.',
    '## Limits',
    recipe.limits.trim(),
    '',
  ].join('\n\n');
}

function modelNotes({ manifest, recipe, trained }: BagOfWordsCard): string {
  const { naiveBayes, cost, balance } = recipe.training;
  const parameters = [...trained.weights.values()].reduce((sum, { values }) => sum + values.length, 0);
  const weighed =
    naiveBayes === undefined ? '' : `, weighed by their log-count ratio (counts smoothed by ${naiveBayes})`;
  return [
    `* ${describeBagOfWords(recipe.architecture)}; n-grams count once a text${weighed}; ${count(parameters)} numbers.`,
    `* Logistic regression, cost ${cost}, classes weighted by 1 / share to the power ${balance}.`,
    `* Text preparation ${manifest.preprocessing}; languages: ${manifest.languages.join(', ')}.`,
    ...(manifest.output.type === 'classes'
      ? [
          `* Calibration: temperature ${manifest.output.calibration.temperature.toFixed(3)}, operating point: scores ` +
            `divided by the share of their class to the power ${recipe.priorCorrection}.`,
        ]
      : []),
  ].join('\n');
}
