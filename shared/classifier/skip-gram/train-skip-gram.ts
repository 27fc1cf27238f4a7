import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { prepareText } from '../../text/preprocessing.ts';
import { readTexts } from '../dataset/unlabelled-texts.ts';
import { createRandom } from '../training/random.ts';
import { learnVectors, type SkipGramProgress } from './learn-vectors.ts';
import type { SkipGramRecipe } from './recipe.ts';
import { createCorpusBuilder, type TextCorpus } from './text-corpus.ts';

export interface SkipGramOptions {
  /** What the files of the recipe are relative to. */
  readonly dataDir: string;
  /** Where the result goes: <name>.words and <name>.f32, which a classifier's recipe names under `vectors`. */
  readonly embeddingsDir: string;
  readonly onProgress?: (progress: SkipGramProgress) => void;
}

export interface TrainedVectors {
  /** The file of the vectors. */
  readonly path: string;
  /** Words that have one. */
  readonly words: number;
  /** Words of the corpus that have one, with every repetition. */
  readonly corpusWords: number;
  readonly seconds: number;
}

/**
 * Trains word vectors by a recipe and writes them: `<name>.words`, a word a line, the most frequent first, and
 * `<name>.f32`, float32 [words, dimensions], row-major.
 * @throws TonewatchError INPUT_FILE_UNREADABLE, CONFIG_INVALID
 */
export async function trainSkipGram(
  recipe: SkipGramRecipe,
  options: SkipGramOptions,
): Promise<TrainedVectors> {
  const corpus = await readTextCorpus(recipe, options.dataDir);
  if (corpus.words.length === 0) {
    throw new TonewatchError(
      'CONFIG_INVALID',
      `minimumCount: no token of the corpus occurs ${recipe.minimumCount} times`,
    );
  }
  const start = performance.now();
  const vectors = learnVectors(corpus, recipe, createRandom(recipe.seed), options.onProgress);
  const seconds = (performance.now() - start) / 1000;
  const path = join(options.embeddingsDir, recipe.name);
  await mkdir(options.embeddingsDir, { recursive: true });
  await writeFile(`${path}.words`, `${corpus.words.join('\n')}\n`);
  // The vectors come last and at once: a file of that name is complete.
  await writeFile(`${path}.f32.part`, vectors);
  await rename(`${path}.f32.part`, `${path}.f32`);
  return { path: `${path}.f32`, words: corpus.words.length, corpusWords: corpus.rows.length, seconds };
}

/** All texts of a recipe, prepared as in service. */
async function readTextCorpus(recipe: SkipGramRecipe, dataDir: string): Promise<TextCorpus> {
  const builder = createCorpusBuilder();
  for (const { file, text } of recipe.corpus) {
    for await (const raw of readTexts(join(dataDir, file), text)) builder.add(prepareText(raw));
  }
  return builder.finish(recipe.minimumCount);
}
