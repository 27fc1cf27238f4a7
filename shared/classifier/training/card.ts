import { labels } from '../../avro/mention.ts';
import { describeDevelopment } from '../dataset/development-part.ts';
import type { Corpus, Source } from '../dataset/corpus.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import { type Manifest, modelId } from '../model/manifest.ts';
import type { Output } from '../model/output.ts';
import type { Recipe } from './recipe.ts';
import type { Trained } from './train.ts';

export interface CardContents {
  readonly manifest: Omit<Manifest, 'weights'>;
  readonly recipe: Recipe;
  /** How the recipe file was called on the command line. */
  readonly recipePath: string;
  readonly corpus: Corpus;
  readonly trained: Trained;
  /** Measured with the stored weights. */
  readonly reports: readonly { readonly file: string; readonly metrics: Metrics }[];
  readonly trainedOn: Date;
  readonly minutes: number;
}

/** card.md of a model: what it is for, how good it is, what it was made of, how to make it again, where it fails. */
export function writeCard(contents: CardContents): string {
  const { manifest, recipe, trained } = contents;
  return [
    `# ${modelId(manifest)}`,
    recipe.purpose.trim(),
    '## How good it is',
    metricsTable(contents),
    `Recalls are of ${labels.join(', ')}. ECE: expected calibration error over 15 bins. ` +
      `${describeDevelopment(recipe.development)}; it chose the epoch ` +
      `and fitted the calibration, so its figures flatter. The other files were measured once, after training, and ` +
      `chose nothing in this run.`,
    '## What it was trained on',
    sourcesTable(contents.corpus.sources),
    dataNotes(recipe),
    '## What it is',
    modelNotes(contents, trained),
    '## How to make it again',
    '```\n' +
      'npm ci\ninfra/tensorflow/setup.sh\ninfra/embeddings/fetch.sh\n' +
      `npx tonewatch train --recipe ${contents.recipePath} --data DIR --out models/${manifest.name}\n` +
      '```',
    `Trained on ${contents.trainedOn.toISOString().slice(0, 10)} in ${Math.max(1, Math.round(contents.minutes))} ` +
      'minutes. The recipe fixes the order of the examples and all random numbers; how libtensorflow splits sums ' +
      'among threads is not fixed, so the last digits may differ.',
    '## Limits',
    recipe.limits.trim(),
    '',
  ].join('\n\n');
}

function metricsTable({ recipe, trained, reports }: CardContents): string {
  const rows = [
    ...reports.map(({ file, metrics }) => [file, metrics] as const),
    [`development part of ${recipe.development.file}`, trained.development] as const,
  ];
  return [
    '| data | texts | macro-recall | accuracy | macro-F1 | recalls | ECE |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ([name, { examples, macroRecall, accuracy, macroF1, recall, ece }]) =>
        `| ${name} | ${count(examples)} | ${percent(macroRecall)} | ${percent(accuracy)} | ${percent(macroF1)} ` +
        `| ${recall.map(percent).join(', ')} | ${percent(ece)} |`,
    ),
  ].join('\n');
}

function sourcesTable(sources: readonly Source[]): string {
  return [
    '| file | what | texts | left out: excluded, repeated | weight | licence |',
    '| --- | --- | --- | --- | --- | --- |',
    ...sources.map(
      ({ file, about, taken, excluded, repeated, weight, licence }) =>
        `| ${file} | ${about} | ${count(taken)} | ${count(excluded)}, ${count(repeated)} | ${weight} | ${licence} |`,
    ),
  ].join('\n');
}

function dataNotes({ softLabels, exclude, data }: Recipe): string {
  const excluded = exclude.map(({ file }) => file).join(', ');
  const biased = data.some(({ ownBias }) => ownBias);
  return [
    `Left out as excluded: texts that equal one of ${excluded}, and as repeated: texts that equal an earlier one, when ` +
      'links, mentions, case, punctuation and figures do not count.',
    softLabels &&
      `Soft labels (${softLabels.file}): ${softLabels.about.trim()} The loss takes ${percent(softLabels.hardShare)} ` +
        'of the label that people gave and the rest of the soft one; sources without labels have only the soft one.',
    biased &&
      'Sets other than the first have a bias of their own on the logits while training, which the model leaves off.',
  ]
    .filter((note) => note !== undefined && note !== false && note !== '')
    .join('\n\n');
}

function modelNotes({ manifest, recipe }: CardContents, { epoch, vocabulary, weights }: Trained): string {
  const parameters = [...weights.values()].reduce((sum, { values }) => sum + values.length, 0);
  const { type, ...shape } = manifest.architecture;
  return [
    `* Architecture ${type}: ${Object.entries(shape)
      .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
      .join(', ')}; vocabulary of ${count(vocabulary.length)} tokens; ${count(parameters)} numbers in all.`,
    `* Text preparation ${manifest.preprocessing}, the first ${manifest.maxTokens} tokens; languages: ` +
      `${manifest.languages.join(', ')}.`,
    `* Epoch ${epoch} of ${recipe.training.epochs}, started from the word vectors ${recipe.vectors.from}.`,
    ...calibrationNotes(manifest.output, recipe),
  ].join('\n');
}

function calibrationNotes(output: Output, { priorCorrection }: Recipe): string[] {
  if (output.type === 'rating') return [];
  const { temperature, bias } = output.calibration;
  return [
    `* Calibration: temperature ${temperature.toFixed(3)}, bias ${bias.map((value) => value.toFixed(3)).join(', ')}. ` +
      `The bias holds the operating point: scores are divided by the share of their class to the power ` +
      `${priorCorrection}.`,
  ];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const count = (value: number): string => value.toLocaleString('en-US');
