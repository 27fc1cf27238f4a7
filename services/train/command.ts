import { type Command, InvalidArgumentError, Option } from 'commander';
import type { TrainOptions } from './train.ts';

/** Adds `tonewatch train`. */
export function registerTrain(program: Command): void {
  program
    .command('train')
    .summary('train what recipes say: classifiers, written as model folders, or word vectors')
    .description(
      'Trains what recipes say, in their order: classifiers, which are written as model folders, or word vectors. ' +
        'A run that was stopped goes on where it was when the same command is given again. See docs/training.md.',
    )
    .requiredOption(
      '--recipe <file...>',
      'what to train on what, e.g. recipes/posts-cnn.yaml; several if you like',
    )
    .requiredOption('--data <dir>', 'the folder that the files of the recipes are relative to')
    .option('--out <dir>', 'the model folder to write (default: models/ and the name in the recipe)')
    .option('--embeddings <dir>', 'where infra/embeddings/fetch.sh put the word vectors', '.cache/embeddings')
    .addOption(
      new Option('--jobs <count>', 'recipes to train at a time, each in a process of its own')
        .default(1)
        .argParser(parseCount),
    )
    .addOption(
      new Option(
        '--threads <count>',
        'threads of libtensorflow; with 1, a seed gives the same model to the bit',
      )
        .default(1)
        .argParser(parseCount),
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
      `
Examples:
  $ tonewatch train --recipe recipes/posts-cnn.yaml --data ../data
  $ tonewatch train --recipe recipes/posts-cnn.yaml recipes/posts-lstm.yaml --data ../data --jobs 2
  $ tonewatch train --recipe trial.yaml --data ../data --out trials/one --logs trials/logs/one`,
    )
    .action(async (options: TrainOptions) => {
      const { runTrain } = await import('./train.ts');
      await runTrain(options);
    });
}

function parseCount(given: string): number {
  const count = Number(given);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('expected a whole number above 0');
}
