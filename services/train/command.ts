import { type Command, InvalidArgumentError, Option } from 'commander';
import type { TrainCommand } from './train.ts';

/** Adds `tonewatch train`. */
export function registerTrain(program: Command): void {
  program
    .command('train')
    .summary('train a classifier by a recipe and write it as a model folder')
    .description('Trains a classifier by a recipe, and writes it as a model folder. See docs/training.md.')
    .requiredOption('--recipe <file>', 'what to train on what, e.g. recipes/posts-cnn.yaml')
    .requiredOption('--data <dir>', 'the folder that the files of the recipe are relative to')
    .option('--out <dir>', 'the model folder to write (default: models/ and the name in the recipe)')
    .option('--embeddings <dir>', 'where infra/embeddings/fetch.sh put the word vectors', '.cache/embeddings')
    .addOption(
      new Option(
        '--threads <count>',
        'threads of libtensorflow; with 1, a seed gives the same model to the bit',
      )
        .default(1)
        .argParser(parseThreads),
    )
    .option(
      '--checkpoints <dir>',
      'where a run that was stopped goes on from (default: under .tonewatch/training)',
    )
    .option('--keep', 'leave the checkpoint when the model is written', false)
    .option(
      '--logs <dir>',
      'write curves for TensorBoard there, and report.html (default: that one beside the checkpoint)',
    )
    .option('--record', 'keep the figures in recipes/results, for docs/models.md', false)
    .addHelpText(
      'after',
      '\nExample:\n  $ tonewatch train --recipe recipes/posts-cnn.yaml --data ../data --out models/posts-cnn',
    )
    .action(async (options: TrainCommand) => {
      const { runTrain } = await import('./train.ts');
      await runTrain(options);
    });
}

function parseThreads(given: string): number {
  const threads = Number(given);
  if (Number.isInteger(threads) && threads > 0) return threads;
  throw new InvalidArgumentError('expected a whole number above 0');
}
