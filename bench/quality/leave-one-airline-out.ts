/** How good the classifier for posts is on an airline that it was not trained on: see help below, or --help. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { labels } from '#shared/avro/mention.ts';
import { openCompiledBackend } from '#shared/classifier/compiled/backend.ts';
import { type Corpus, type Example, readCorpus } from '#shared/classifier/dataset/corpus.ts';
import { readLabelledTexts } from '#shared/classifier/dataset/labelled-texts.ts';
import { measure, type Metrics } from '#shared/classifier/evaluation/metrics.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { readRecipe } from '#shared/classifier/training/read-recipe.ts';
import { limitThreads, loadTensorflow } from '#shared/classifier/tensorflow/load.ts';
import { applyCalibration, calibrateAt } from '#shared/classifier/training/calibrate.ts';
import { classShares } from '#shared/classifier/training/class-shares.ts';
import type { Recipe } from '#shared/classifier/training/recipe.ts';
import { train, type Trained } from '#shared/classifier/training/train.ts';
import { messageOf } from '#shared/errors/tonewatch-error.ts';
import { PREPROCESSING, prepareText } from '#shared/text/preprocessing.ts';

const help = `Trains a recipe once for each airline of the set of tweets to airlines, without the posts to that airline, and measures
on them: as the model would be served, and with the calibration fitted on the other airlines (their habits of labelling).

  node --import tsx bench/quality/leave-one-airline-out.ts --data DIR [options]

  --data DIR        the folder that the files of the recipe are relative to
  --recipe FILE     of a classifier of posts (default: recipes/posts-cnn.yaml)
  --epochs N        instead of those of the recipe
  --airline NAME    only this one; can be given again
  --embeddings DIR  default: .cache/embeddings
  --help            print this`;

const AIRLINES = 'airline/airline-tweets.csv';

interface Row {
  readonly airline: string;
  readonly texts: number;
  readonly served: Metrics;
  readonly recalibrated: Metrics;
}

/** Texts of the corpus by airline; those that were left out as repeated are in none. */
async function byAirline(corpus: Corpus, data: string): Promise<Map<string, Example[]>> {
  const { rows } = await readLabelledTexts(join(data, AIRLINES), { group: 'airline' });
  const airlines = new Map(rows.map(({ text, group }) => [text, group ?? '']));
  const source = corpus.sources.findIndex(({ file }) => file === AIRLINES);
  const groups = new Map<string, Example[]>();
  for (const example of corpus.training) {
    if (example.source !== source) continue;
    const airline = airlines.get(example.text) ?? '';
    const group = groups.get(airline);
    if (group) group.push(example);
    else groups.set(airline, [example]);
  }
  return groups;
}

function modelOf(recipe: Recipe, { vocabulary, weights, output }: Trained): Model {
  const { name, version, languages, maxTokens, architecture, subwords, serveSubwords } = recipe;
  return {
    manifest: {
      ...{
        format: 1,
        name,
        version,
        languages,
        preprocessing: PREPROCESSING,
        maxTokens,
        architecture,
        output,
      },
      ...(subwords && serveSubwords ? { subwords } : {}),
    },
    vocabulary,
    weights: new Map([...weights].map(([key, weight]) => [key, { ...weight, dtype: 'float32' }])),
    card: '',
  };
}

function measureOn(airline: string, held: readonly Example[], others: readonly Example[], model: Model): Row {
  const backend = openCompiledBackend(model);
  const logits = (examples: readonly Example[]): Float32Array =>
    backend.score(examples.map(({ text }) => prepareText(text))).map(Math.log);
  const truth = (examples: readonly Example[]): number[] => examples.map(({ label }) => label);
  const scores = logits(held);
  const habits = calibrateAt(0, logits(others), truth(others), classShares(others, labels.length));
  const judged = (probabilities: Float32Array): Metrics => measure(probabilities, truth(held), labels.length);
  backend.close();
  return {
    airline,
    texts: held.length,
    served: judged(scores.map(Math.exp)),
    recalibrated: judged(applyCalibration(scores, habits)),
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const cells = ({ accuracy, macroF1, macroRecall, ece }: Metrics): string =>
  [accuracy, macroF1, macroRecall, ece].map(percent).join(' | ');

try {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      recipe: { type: 'string', default: 'recipes/posts-cnn.yaml' },
      epochs: { type: 'string' },
      airline: { type: 'string', multiple: true },
      embeddings: { type: 'string', default: '.cache/embeddings' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.data === undefined) {
    console.log(help);
    process.exit(values.help ? 0 : 2);
  }
  const read = await readRecipe(values.recipe);
  if (read.kind !== 'classifier') throw new Error(`${values.recipe}: not of a classifier`);
  const epochs = Number(values.epochs ?? read.training.epochs);
  const recipe: Recipe = { ...read, training: { ...read.training, epochs } };
  const corpus = await readCorpus(recipe, values.data);
  const airlines = await byAirline(corpus, values.data);
  limitThreads(1);
  const tensorflow = await loadTensorflow();
  console.log(`${values.recipe}, ${epochs} epochs; accuracy | macro-F1 | macro-recall | ECE`);
  console.log('as served, then with the calibration of the other airlines');
  for (const airline of values.airline ?? airlines.keys()) {
    const held = new Set(airlines.get(airline));
    const training = corpus.training.filter((example) => !held.has(example));
    const others = [...airlines.values()].flat().filter((example) => !held.has(example));
    const trained = await train(
      tensorflow,
      recipe,
      { ...corpus, training },
      { embeddingsDir: values.embeddings },
    );
    const row = measureOn(airline, [...held], others, modelOf(recipe, trained));
    console.log(`| ${airline} | ${row.texts} | ${cells(row.served)} | ${cells(row.recalibrated)} |`);
  }
} catch (error) {
  console.error(`leave-one-airline-out: ${messageOf(error)}`);
  process.exit(1);
}
