import { describeDevelopment } from '../dataset/development-part.ts';
import { modelId } from '../model/manifest.ts';
import type { CardFigures } from '../training/card-figures.ts';
import { behaviourTable, metricsTable } from '../training/card-tables.ts';
import type { AverageRecipe } from './recipe.ts';
import { describeAverage } from './spec.ts';

export interface AverageCard extends CardFigures {
  readonly recipe: AverageRecipe;
}

/** card.md of an average: what it is for, how good it is, what it is made of, how to make it again. */
export function writeAverageCard(contents: AverageCard): string {
  const { manifest, recipe, recipePath, development, evaluations, behaviour, trainedOn } = contents;
  const members = recipe.architecture.members.map(({ name }) => name);
  return [
    `# ${modelId(manifest)}`,
    recipe.purpose.trim(),
    '## How good it is',
    metricsTable([...evaluations, development], manifest.output),
    `${describeDevelopment(recipe.development)} of all members; it fitted the calibration of the average, and what it ` +
      'chose in the members is on their cards.',
    ...(behaviour.length > 0 ? ['Behaviour, on made-up texts:', behaviourTable(behaviour)] : []),
    '## What it is',
    `An ${describeAverage(recipe.architecture)}, of the logarithms of their probabilities. Each has its own card: ` +
      `${members.map((name) => `[${name}](${name}/card.md)`).join(', ')}.`,
    '## How to make it again',
    `Train its members first, into the same folder; then:\n\n\`\`\`\nnpx tonewatch train --recipe ${recipePath} ` +
      `--data DIR --out models/${manifest.name}\n\`\`\``,
    `Made on ${trainedOn.toISOString().slice(0, 10)}.`,
    '## Limits',
    recipe.limits.trim(),
    '',
  ].join('\n\n');
}
