import { readFile } from 'node:fs/promises';
import { describeArchitecture } from '#shared/classifier/architectures/architecture.ts';
import { modelId } from '#shared/classifier/model/manifest.ts';
import { writeRunReport } from '#shared/classifier/report/run-report.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import type { FinishedRun, FullyMeasured } from './finish-model.ts';
import { parametersOf } from './parameters.ts';

/** Writes report.html about a run into its folder, and returns the path. */
export async function reportRun(
  run: FinishedRun,
  { development, evaluations, behaviour }: FullyMeasured,
  folder: string,
): Promise<string> {
  const { manifest, vocabulary } = run.model;
  return writeRunReport(folder, {
    model: modelId(manifest),
    purpose: run.recipe.purpose.trim(),
    recipe: await readFile(run.recipePath, 'utf8'),
    facts: [
      ['architecture', describeArchitecture(manifest.architecture)],
      ['vocabulary', vocabulary.length.toLocaleString('en-US')],
      ['numbers in all', parametersOf(run.model).toLocaleString('en-US')],
      ['texts learnt from', run.corpus.training.length.toLocaleString('en-US')],
      ['held out', run.corpus.development.length.toLocaleString('en-US')],
      ['minutes', `${run.minutes.toFixed(1)} on ${run.cores} ${run.cores === 1 ? 'core' : 'cores'}`],
    ],
    epochs: run.history,
    best: run.best,
    lengths: run.corpus.training.map(({ text }) => tokensOf(text)),
    maxTokens: manifest.maxTokens,
    evaluations: [development, ...evaluations],
    behaviour,
  });
}

/** Tokens of a text as it is scored. */
const tokensOf = (text: string): number => {
  const prepared = prepareText(text);
  return prepared === '' ? 0 : prepared.split(' ').length;
};
