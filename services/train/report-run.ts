import { readFile } from 'node:fs/promises';
import { describeArchitecture } from '#shared/classifier/architectures/architecture.ts';
import { mapsAvailable } from '#shared/classifier/inspection/map-words.ts';
import { modelId } from '#shared/classifier/model/manifest.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { writeRunReport } from '#shared/classifier/report/run-report.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { drawWordMap } from './draw-word-map.ts';
import type { FinishedRun, FullyMeasured } from './finished-run.ts';
import { openServingBackend } from './measure-trained.ts';
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
    wordMap: await wordMapOf(run.model),
  });
}

/** Undefined for models without vectors of their own, and where the package that draws maps is not installed. */
async function wordMapOf(model: Model): Promise<string | undefined> {
  const { architecture, output } = model.manifest;
  if (!('embedding' in architecture) || !(await mapsAvailable())) return undefined;
  const backend = await openServingBackend(model);
  const svg = await drawWordMap({ id: modelId(model.manifest), model, output, backend });
  backend.close();
  return svg;
}

/** Tokens of a text as it is scored. */
const tokensOf = (text: string): number => {
  const prepared = prepareText(text);
  return prepared === '' ? 0 : prepared.split(' ').length;
};
