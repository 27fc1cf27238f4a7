import type { Command } from 'commander';

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
    .addHelpText(
      'after',
      '\nExample:\n  $ tonewatch train --recipe recipes/posts-cnn.yaml --data ../data --out models/posts-cnn',
    )
    .action(async (options: { recipe: string; data: string; out?: string; embeddings: string }) => {
      const { runTrain } = await import('./train.ts');
      await runTrain(options);
    });
}
