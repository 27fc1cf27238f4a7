import type { Command } from 'commander';

/** Adds `tonewatch compare`. */
export function registerCompare(program: Command): void {
  program
    .command('compare')
    .summary('measure several models on the same texts, side by side')
    .description(
      'Measures several models on the same texts and says which differences to the first are more than noise ' +
        '(paired bootstrap), with throughput, parameters and size. See docs/training.md.',
    )
    .argument('<model...>', 'models under models/, or paths of model folders')
    .requiredOption('--data <file...>', 'labelled texts, as for evaluate; a table for each file')
    .option('--text-column <name>', 'column of the text (default: as the set is published, else text)')
    .option('--label-column <name>', 'column of the label (default: as the set is published, else label)')
    .option('--classes <list>', 'what the labels are called there, e.g. 1=negative,3=neutral,5=positive')
    .option('--backend <kind>', 'compiled or tensorflow (default: compiled, where it computes the model)')
    .option('--report <file>', 'write tables and pictures as one HTML page')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  $ tonewatch compare posts-cnn posts-lstm --data val_text.txt
  $ tonewatch compare posts-cnn trials/wider --data val_text.txt airline-tweets.csv --report comparison.html`,
    )
    .action(async (models: readonly string[], options: object) => {
      const { runCompare } = await import('./compare.ts');
      await runCompare({ models, ...options });
    });
}
