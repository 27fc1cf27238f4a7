import type { Command } from 'commander';

/** Adds `tonewatch train`. */
export function registerTrain(program: Command): void {
  program
    .command('train')
    .description('train a classifier by a recipe and write it as a model folder')
    .requiredOption('--recipe <FILE>', 'what to train on what, e.g. recipes/posts-cnn.yaml')
    .requiredOption('--data <DIR>', 'the folder that the files of the recipe are relative to')
    .option('--out <DIR>', 'the model folder to write (default: models/ and the name in the recipe)')
    .option('--embeddings <DIR>', 'where infra/embeddings/fetch.sh put the word vectors', '.cache/embeddings')
    .action(async (options: { recipe: string; data: string; out?: string; embeddings: string }) => {
      const { runTrain } = await import('./train.ts');
      await runTrain(options);
    });
}

/** Adds `tonewatch evaluate`. */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('measure a model on labelled texts')
    .option('--model <NAME>', 'a model under models/, or the path of a model folder', 'posts-cnn')
    .requiredOption(
      '--data <FILE>',
      'a .csv or .tsv table (or .gz), or …_text.txt with …_labels.txt beside it',
    )
    .option('--text-column <NAME>', 'column of the text in a table', 'text')
    .option('--label-column <NAME>', 'column of the label in a table', 'label')
    .option('--classes <LIST>', 'what the labels are called there, e.g. 1=negative,3=neutral,5=positive')
    .option('--backend <KIND>', 'compiled or tensorflow', 'compiled')
    .option('--json', 'print one JSON object')
    .action(async (options: Record<string, string | boolean | undefined>) => {
      const { runEvaluate } = await import('./evaluate.ts');
      await runEvaluate(options);
    });
}
