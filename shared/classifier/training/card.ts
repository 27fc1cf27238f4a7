import { describeArchitecture } from '../architectures/architecture.ts';
import type { Corpus } from '../dataset/corpus.ts';
import { describeDevelopment } from '../dataset/development-part.ts';
import { modelId } from '../model/manifest.ts';
import type { Output } from '../model/output.ts';
import type { CardFigures } from './card-figures.ts';
import { behaviourTable, count, metricsTable, percent, sourcesTable } from './card-tables.ts';
import type { Recipe } from './recipe.ts';
import type { Trained } from './train.ts';
import { RANDOM } from './vectors.ts';

/** Vectors that infra/embeddings/fetch.sh brings. */
const PUBLISHED = 'glove-100d';

export interface CardContents extends CardFigures {
  readonly recipe: Recipe;
  readonly corpus: Corpus;
  readonly trained: Trained;
  readonly minutes: number;
  readonly threads: number;
}

/** card.md of a model: what it is for, how good it is, what it was made of, how to make it again, where it fails. */
export function writeCard(contents: CardContents): string {
  const { manifest, recipe, trained, corpus, evaluations, development, behaviour } = contents;
  return [
    `# ${modelId(manifest)}`,
    recipe.purpose.trim(),
    '## How good it is',
    metricsTable([...evaluations, development], manifest.output),
    measurementNotes(contents),
    ...(behaviour.length > 0 ? [BEHAVIOUR, behaviourTable(behaviour)] : []),
    '## What it was trained on',
    sourcesTable(corpus.sources),
    dataNotes(recipe),
    '## What it is',
    modelNotes(contents, trained),
    '## How to make it again',
    reproduction(contents),
    '## Limits',
    recipe.limits.trim(),
    '',
  ].join('\n\n');
}

const BEHAVIOUR =
  'Behaviour, on made-up texts that each test one ability (`tonewatch evaluate --behaviour` shows the failures):';

function measurementNotes({ recipe, manifest: { output }, evaluations }: CardContents): string {
  const chosen = output.type === 'rating' ? 'chose the epoch' : 'chose the epoch and fitted the calibration';
  return [
    output.type === 'classes' &&
      `Recalls are of ${output.labels.join(', ')}. ECE: expected calibration error over 15 bins.`,
    `${describeDevelopment(recipe.development)}; it ${chosen}, so its figures flatter.`,
    evaluations.length > 0 &&
      'The other files were measured once, after training, and chose nothing in this run; between brackets is what ' +
        '95 % of bootstrap samples give.',
  ]
    .filter((note) => note !== false)
    .join(' ');
}

function dataNotes({ softLabels, exclude, data }: Recipe): string {
  const excluded = exclude.length > 0 && exclude.map(({ file }) => file).join(', ');
  return [
    `Left out as excluded: ${excluded ? `texts that equal one of ${excluded}` : 'nothing'}; as repeated: texts that ` +
      'equal an earlier one; links, mentions, case, punctuation and figures do not count.',
    softLabels &&
      `Soft labels (${softLabels.file}): ${softLabels.about.trim()} The loss takes ${percent(softLabels.hardShare)} ` +
        'of the label that people gave and the rest of the soft one; sources without labels have only the soft one.',
    data.some(({ ownBias }) => ownBias) &&
      'Sets with a bias of their own have it on the logits while training; the model leaves it off.',
  ]
    .filter((note) => typeof note === 'string')
    .join('\n\n');
}

function modelNotes(
  { manifest, recipe }: CardContents,
  { epoch, history, vocabulary, weights }: Trained,
): string {
  const parameters = [...weights.values()].reduce((sum, { values }) => sum + values.length, 0);
  const { optimiser, learningRate, schedule, batch, balance } = recipe.training;
  return [
    `* ${describeArchitecture(manifest.architecture)}; vocabulary of ${count(vocabulary.length)} tokens; ` +
      `${count(parameters)} numbers in all.`,
    `* Text preparation ${manifest.preprocessing}, the first ${manifest.maxTokens} tokens; languages: ` +
      `${manifest.languages.join(', ')}.`,
    `* Word vectors: ${describeVectors(recipe)}.`,
    `* ${optimiser}, rate ${learningRate} (${schedule}), ${batch} texts a step` +
      (balance > 0 ? `, classes weighted by 1 / share to the power ${balance}` : '') +
      `; epoch ${epoch} of ${history.length}${history.length < recipe.training.epochs ? ' (stopped early)' : ''}.`,
    ...calibrationNotes(manifest.output, recipe),
  ].join('\n');
}

function describeVectors(recipe: Recipe): string {
  const { vectors, lexicon, subwords, serveSubwords } = recipe;
  const { from, frozen } = vectors;
  const start = from === RANDOM ? 'random' : `pretrained (${from})`;
  const ngrams =
    subwords &&
    `n-grams of ${subwords.shortest} to ${subwords.longest} characters, in ${count(subwords.buckets)} buckets`;
  const outside = !ngrams
    ? ''
    : serveSubwords
      ? `; those of other words from their ${ngrams}`
      : `; while learning, words with like ${ngrams}, learnt together; all others share one vector, their mean`;
  const listed = lexicon === undefined ? '' : ` beside a sentiment lexicon (${lexicon})`;
  return `${start}${listed}, ${frozen ? 'left as they were' : 'learnt on'}${outside}`;
}

function calibrationNotes(output: Output, { priorCorrection }: Recipe): string[] {
  if (output.type === 'rating') return [`* Ratings from ${output.lowest} to ${output.highest}.`];
  const { temperature, bias } = output.calibration;
  return [
    `* Calibration: temperature ${temperature.toFixed(3)}, bias ${bias.map((value) => value.toFixed(3)).join(', ')}. ` +
      `The bias holds the operating point: scores are divided by the share of their class to the power ` +
      `${priorCorrection}.`,
  ];
}

function reproduction({ manifest, recipe, recipePath, trainedOn, minutes, threads }: CardContents): string {
  const { from } = recipe.vectors;
  const isOwn = from !== RANDOM && from !== PUBLISHED;
  const fetched = from === PUBLISHED || recipe.lexicon !== undefined ? 'infra/embeddings/fetch.sh\n' : '';
  const command = `npx tonewatch train --recipe ${recipePath} --data DIR --out models/${manifest.name}`;
  return [
    `\`\`\`\nnpm ci\ninfra/tensorflow/setup.sh\n${fetched}${command}\n\`\`\``,
    ...(isOwn
      ? [`Its word vectors, ${from}, are trained before by a recipe of their own (kind: skip-gram).`]
      : []),
    `Trained on ${trainedOn.toISOString().slice(0, 10)} in ${count(Math.max(1, Math.round(minutes)))} minutes. ` +
      (threads === 1
        ? 'It ran on one thread: the same recipe, data and libtensorflow on the same kind of processor give the same ' +
          'numbers to the bit.'
        : `It ran on ${threads} threads, among which libtensorflow splits its sums as they come: the last digits may ` +
          'differ.'),
  ].join('\n\n');
}
