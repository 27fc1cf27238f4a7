import type { Command } from 'commander';

/** Adds `tonewatch inspect`. */
export function registerInspect(program: Command): void {
  program
    .command('inspect')
    .summary('look inside a model')
    .description(
      'Shows what happens inside a model: which words of a text move its decision, what its filters look for, which ' +
        'words it holds to be alike. See docs/training.md.',
    )
    .argument('[text]', 'a text to read')
    .option('--model <name>', 'a model under models/, or the path of a model folder', 'posts-cnn')
    .option('--layers', 'for a text: the output of each layer, too')
    .option('--plots <dir>', 'for a text: write the output of each layer there, as SVG')
    .option(
      '--filters',
      'what each filter of a CNN fires on in --data, or what speaks for a class in a bag of words',
    )
    .option('--data <file>', 'labelled texts, as for evaluate')
    .option('--text-column <name>', 'column of the text (default: as the set is published, else text)')
    .option('--label-column <name>', 'column of the label (default: as the set is published, else label)')
    .option('--nearest <word>', 'the words whose vectors are most like that of a word')
    .option('--map <file>', 'write a map of the 500 commonest words, as SVG')
    .option(
      '--embeddings <path>',
      'pretrained vectors to show beside the learned ones, e.g. .cache/embeddings/glove-100d',
    )
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  $ tonewatch inspect "I used to hate it, but now I love it"
  $ tonewatch inspect --filters --data val_text.txt
  $ tonewatch inspect --nearest great --embeddings .cache/embeddings/glove-100d
  $ tonewatch inspect --map words.svg`,
    )
    .action(async (text: string | undefined, options: object) => {
      const { runInspect } = await import('./inspect.ts');
      await runInspect({ text, ...options });
    });
}
