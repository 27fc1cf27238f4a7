import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CapabilityResult } from '../behaviour/run-behaviour.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { behaviourSection } from './behaviour-table.ts';
import { evaluationSection } from './evaluation-sections.ts';
import { code, figures, page, pictures, section, table } from './page.ts';
import { confusionMatrix } from './svg/confusion-matrix.ts';
import { lengthHistogram } from './svg/length-histogram.ts';
import { ratingDiagram } from './svg/rating-diagram.ts';
import { reliabilityDiagram } from './svg/reliability-diagram.ts';
import { type EpochRecord, trainingCurves } from './svg/training-curves.ts';

export type { EpochRecord } from './svg/training-curves.ts';

/** What there is to say of one training run. */
export interface RunReport {
  /** Name and version of the model. */
  readonly model: string;
  /** One line below the title: what the model is for. */
  readonly purpose: string;
  /** The recipe file, as it was read. */
  readonly recipe: string;
  /** What a reader looks for first: architecture, parameters, minutes, …, each with its value. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** None where all is learnt at once. */
  readonly epochs: readonly EpochRecord[];
  /** The epoch whose weights the model has. */
  readonly best: number;
  /** Tokens of each training text. */
  readonly lengths: ArrayLike<number>;
  readonly maxTokens: number;
  /** The development part first, then each file under `report`. */
  readonly evaluations: readonly Evaluation[];
  readonly behaviour?: readonly CapabilityResult[];
  /** An SVG picture: the commonest words as the model has learned them; undefined where it has no vectors. */
  readonly wordMap?: string | undefined;
}

/** One self-contained HTML page about a training run. Pure. */
export function renderRunReport(run: RunReport): string {
  return page(
    run.model,
    run.purpose,
    section('The run', figures(run.facts)),
    ...run.evaluations.map((evaluation) => evaluationSection(evaluation)),
    ...(run.behaviour ? [behaviourSection(run.behaviour)] : []),
    ...(run.epochs.length > 0 ? [epochsSection(run)] : []),
    section('Texts', pictures(lengthHistogram(run.lengths, run.maxTokens))),
    ...(run.wordMap === undefined ? [] : [section('Words', pictures(run.wordMap))]),
    section('Recipe', code(run.recipe)),
  );
}

function epochsSection({ epochs, best }: RunReport): string {
  const names = [...new Set(epochs.flatMap(({ development }) => Object.keys(development)))];
  return section(
    'Epochs',
    pictures(trainingCurves(epochs, best)),
    table(
      ['epoch', 'loss', ...names, 'seconds'],
      epochs.map(({ epoch, loss, development, seconds }) => [
        epoch === best ? `${epoch} (kept)` : String(epoch),
        loss.toFixed(4),
        ...names.map((name) => development[name]?.toFixed(4) ?? ''),
        seconds?.toFixed(0) ?? '',
      ]),
    ),
  );
}

/** The pictures of the page by themselves, by the names of their files. */
function runPictures(run: RunReport): Map<string, string> {
  const found = new Map([['lengths.svg', lengthHistogram(run.lengths, run.maxTokens)]]);
  if (run.epochs.length > 0) found.set('training.svg', trainingCurves(run.epochs, run.best));
  if (run.wordMap !== undefined) found.set('words.svg', run.wordMap);
  for (const each of run.evaluations) {
    const data = each.data.replace(/[^a-z0-9]+/giu, '-');
    if (each.type === 'rating') {
      found.set(`ratings-${data}.svg`, ratingDiagram(each.byRating));
      continue;
    }
    found.set(`confusion-${data}.svg`, confusionMatrix(each.metrics.confusion, each.labels));
    found.set(`reliability-${data}.svg`, reliabilityDiagram(each.reliability, each.metrics.ece));
  }
  return found;
}

/**
 * Writes report.html, and its pictures beside it as SVG files, into the folder of the run's logs; never into the model
 * folder: that one ships.
 * @returns the path of the page.
 */
export async function writeRunReport(folder: string, run: RunReport): Promise<string> {
  const path = join(folder, 'report.html');
  await mkdir(folder, { recursive: true });
  await writeFile(path, renderRunReport(run));
  for (const [name, svg] of runPictures(run)) await writeFile(join(folder, name), svg);
  return path;
}
