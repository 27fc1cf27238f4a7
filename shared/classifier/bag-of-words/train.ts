import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { prepareText } from '../../text/preprocessing.ts';
import type { Corpus, Example } from '../dataset/corpus.ts';
import { measure, type Metrics } from '../evaluation/metrics.ts';
import { PAD, UNKNOWN, type Weight } from '../model/model.ts';
import { type Output, outputSchema } from '../model/output.ts';
import { applyCalibration, calibrateAt } from '../training/calibrate.ts';
import { balanceWeights, classShares } from '../training/class-shares.ts';
import { createRandom } from '../training/random.ts';
import { firstTokens } from './backend.ts';
import { chooseNgrams } from './choose-ngrams.ts';
import { tableOfBuckets, tableOfNgrams } from './feature-table.ts';
import { logCountRatio } from './log-count-ratio.ts';
import { fitLogisticRegression, type Solution } from './logistic-regression.ts';
import type { BagOfWordsRecipe } from './recipe.ts';
import { type SparseTexts, sparseTexts } from './sparse-texts.ts';

export interface TrainedBagOfWords {
  readonly vocabulary: readonly string[];
  readonly weights: ReadonlyMap<string, Weight>;
  readonly output: Output;
  readonly development: Metrics;
}

export interface BagOfWordsOptions {
  /** Told what is being done, for people. */
  readonly onStep?: (step: string) => void;
}

/**
 * Logistic regression on n-grams: for each class one against all others, on features weighed by how the classes differ
 * in them (Wang and Manning 2012). Two classes are one problem. Where only a teacher labelled a text, it counts as its
 * likelier side, the less the less sure the teacher is. The same recipe and corpus give the same model, to the
 * bit.
 * @throws TonewatchError CONFIG_INVALID when ratings are to be learnt.
 */
export function trainBagOfWords(
  recipe: BagOfWordsRecipe,
  corpus: Corpus,
  { onStep = () => undefined }: BagOfWordsOptions = {},
): TrainedBagOfWords {
  const { architecture, target } = recipe;
  if (target.type === 'rating') {
    throw new TonewatchError('CONFIG_INVALID', 'target: a bag of words learns classes, not ratings');
  }
  const classes = target.labels.length;
  const labelled = corpus.training.filter(({ label, soft }) => label >= 0 || soft);
  const prepared = prepare(labelled, recipe);
  const ngrams =
    architecture.buckets === undefined ? chooseNgrams(prepared, architecture, recipe.vocabulary) : [];
  const table =
    architecture.buckets === undefined ? tableOfNgrams(ngrams) : tableOfBuckets(architecture.buckets);
  const texts = sparseTexts(prepared, architecture, table);
  onStep(`${count(table.size)} features, ${count(texts.columns.length / prepared.length)} a text`);

  const problems = target.labels.flatMap((label, c) => (classes === 2 && c === 0 ? [] : [{ label, c }]));
  const solutions = problems.map(({ label, c }) => {
    const solution = solve(recipe, corpus, labelled, { texts, features: table.size, c, classes });
    onStep(`${label} against the rest: ${solution.passes} passes`);
    return solution;
  });
  const weights = layOut(solutions, table.size, classes);

  const held = sparseTexts(prepare(corpus.development, recipe), architecture, table);
  const logits = logitsOf(weights, held, classes);
  const truth = corpus.development.map(({ label }) => label);
  const shares = classShares(corpus.development, classes);
  const calibration = calibrateAt(recipe.priorCorrection, logits, truth, shares);
  const development = measure(applyCalibration(logits, calibration), truth, classes);
  const output = outputSchema.parse({ type: 'classes', labels: target.labels, calibration });
  return { vocabulary: [PAD, UNKNOWN, ...ngrams], weights, output, development };
}

const prepare = (texts: readonly Example[], { maxTokens }: BagOfWordsRecipe): string[] =>
  texts.map(({ text }) => firstTokens(prepareText(text), maxTokens));

function solve(
  { training, seed }: BagOfWordsRecipe,
  { sources }: Corpus,
  examples: readonly Example[],
  { texts, features, c, classes }: { texts: SparseTexts; features: number; c: number; classes: number },
): Solution {
  const share = (text: number): number => shareOf(examples[text], c);
  const balance = balanceWeights(classShares(examples, classes), training.balance);
  const costs = Float64Array.from(
    examples,
    ({ label, source }, text) =>
      training.cost * (sources[source]?.weight ?? 1) * (balance[label] ?? 1) * Math.abs(2 * share(text) - 1),
  );
  const scales =
    training.naiveBayes === undefined
      ? new Float64Array(features).fill(1)
      : logCountRatio(texts, share, { features, smoothing: training.naiveBayes });
  return fitLogisticRegression({
    texts,
    isClass: (text) => share(text) > 0.5,
    costs,
    scales,
    random: createRandom(seed),
  });
}

/** How much of a text is of a class: all or nothing where people labelled it, else what a teacher says. */
const shareOf = (example: Example | undefined, c: number): number =>
  example && example.label < 0 ? (example.soft?.[c] ?? 0) : Number(example?.label === c);

/** A column of weights for each class; the two of one problem are its half and minus its half, for the same softmax. */
function layOut(solutions: readonly Solution[], features: number, classes: number): Map<string, Weight> {
  const kernel = new Float32Array(features * classes);
  const bias = new Float32Array(classes);
  for (let c = 0; c < classes; c++) {
    const solution = solutions[classes === 2 ? 0 : c];
    const factor = classes === 2 ? c - 0.5 : 1;
    if (!solution) continue;
    for (const [row, weight] of solution.weights.entries()) kernel[row * classes + c] = weight * factor;
    bias[c] = solution.bias * factor;
  }
  return new Map<string, Weight>([
    ['n-grams/kernel', { shape: [features, classes], dtype: 'float16', values: kernel }],
    ['n-grams/bias', { shape: [classes], dtype: 'float32', values: bias }],
  ]);
}

/** Row-major [texts, classes], as the backend computes them before calibration. */
function logitsOf(
  weights: ReadonlyMap<string, Weight>,
  { starts, columns }: SparseTexts,
  classes: number,
): Float32Array {
  const kernel = weights.get('n-grams/kernel')?.values ?? new Float32Array();
  const bias = weights.get('n-grams/bias')?.values ?? new Float32Array();
  const logits = new Float32Array((starts.length - 1) * classes);
  for (let text = 0; text + 1 < starts.length; text++) {
    const start = starts[text] as number;
    const end = starts[text + 1] as number;
    for (let c = 0; c < classes; c++) {
      let sum = 0;
      for (let at = start; at < end; at++) sum += kernel[(columns[at] as number) * classes + c] as number;
      logits[text * classes + c] = sum / Math.sqrt(Math.max(1, end - start)) + (bias[c] as number);
    }
  }
  return logits;
}

const count = (value: number): string => Math.round(value).toLocaleString('en-US');
