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

/** Adds `tonewatch evaluate`. */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .summary('measure a model on labelled texts')
    .description(
      'Measures a model on labelled texts: accuracy, macro-averaged recall and F1, recall and precision of each class, calibration error (ECE), confusion matrix.',
    )
    .option('--model <name>', 'a model under models/, or the path of a model folder', 'posts-cnn')
    .requiredOption(
      '--data <file>',
      'a .csv or .tsv table (or .gz), or …_text.txt with …_labels.txt beside it',
    )
    .option('--text-column <name>', 'column of the text in a table', 'text')
    .option('--label-column <name>', 'column of the label in a table', 'label')
    .option('--classes <list>', 'what the labels are called there, e.g. 1=negative,3=neutral,5=positive')
    .option('--backend <kind>', 'compiled or tensorflow', 'compiled')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  $ tonewatch evaluate --data tweets.csv --label-column airline_sentiment
  $ tonewatch evaluate --data val_text.txt --json`,
    )
    .action(async (options: Record<string, string | boolean | undefined>) => {
      const { runEvaluate } = await import('./evaluate.ts');
      await runEvaluate(options);
    });
}
