import type { SkipGramRecipe } from '#shared/classifier/skip-gram/recipe.ts';
import { trainSkipGram } from '#shared/classifier/skip-gram/train-skip-gram.ts';
import { createProgressLine, describeDuration } from './progress-line.ts';
import type { TrainCommand } from './train-command.ts';

/**
 * Trains word vectors and writes them where classifiers look for them.
 * @throws TonewatchError CONFIG_INVALID, INPUT_FILE_UNREADABLE
 */
export async function trainWordVectors(recipe: SkipGramRecipe, options: TrainCommand): Promise<void> {
  const line = createProgressLine(process.stderr);
  const { path, words, corpusWords, seconds } = await trainSkipGram(recipe, {
    dataDir: options.data,
    embeddingsDir: options.embeddings,
    onProgress: ({ done, total, wordsPerSecond, secondsLeft }) =>
      line.show({
        head: recipe.name,
        share: done / total,
        figures: [`${count(wordsPerSecond)} words/s`, `${describeDuration(secondsLeft)} left`],
      }),
  });
  line.keep(`${count(words)} words of ${count(corpusWords)} in ${describeDuration(seconds)}`);
  console.log(`${path} is written`);
}

const count = (value: number): string => Math.round(value).toLocaleString('en-US');
