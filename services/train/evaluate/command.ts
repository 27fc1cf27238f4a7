import type { Command } from 'commander';

/** Adds `tonewatch evaluate`. */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .summary('measure a model on labelled texts')
    .description(
      'Measures a model on labelled texts: accuracy, macro-averaged recall and F1, recall and precision of each ' +
        'class, calibration error (ECE), confusion matrix; R² of ratings; each with a 95 % interval. See docs/training.md.',
    )
    .option('--model <name>', 'a model under models/, or the path of a model folder', 'posts-cnn')
    .option('--data <file>', 'labelled texts: .csv, .tsv, .jsonl, …_text.txt with …_labels.txt beside it')
    .option(
      '--behaviour',
      'run the behavioural suite: negation, names, typos, emoji, … with examples of failures',
    )
    .option('--text-column <name>', 'column of the text (default: as the set is published, else text)')
    .option('--label-column <name>', 'column of the label (default: as the set is published, else label)')
    .option('--classes <list>', 'what the labels are called there, e.g. 1=negative,3=neutral,5=positive')
    .option('--by <column>', 'measure each value of this column by itself, too')
    .option('--backend <kind>', 'compiled or tensorflow (default: compiled, where it computes the model)')
    .option('--plots <dir>', 'write the confusion matrix and the reliability diagram there, as SVG')
    .option('--report <file>', 'write everything as one HTML page')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  $ tonewatch evaluate --data val_text.txt --json
  $ tonewatch evaluate --data airline-tweets.csv --by airline
  $ tonewatch evaluate --model posts-cnn --behaviour
  $ tonewatch evaluate --model reviews --data reviews.jsonl.gz --report report.html`,
    )
    .action(async (options: unknown) => {
      const { runEvaluate } = await import('./evaluate.ts');
      await runEvaluate(options);
    });
}
