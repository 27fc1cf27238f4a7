import type { Command } from 'commander';
import type { Measured } from '#shared/classifier/model/manifest.ts';
import { configFrom } from '#shared/config/options.ts';
import { describeModels, type ModelDescription } from './describe.ts';

interface ModelsOptions {
  readonly json?: true;
  readonly config?: string;
}

/** `tonewatch models`: which models there are. */
export function registerModels(program: Command): void {
  program
    .command('models')
    .summary('list the models that score can use')
    .description(
      'Lists the models that score can use, and how good each was found to be. Its card.md says more.',
    )
    .addHelpText('after', '\nExample:\n  $ tonewatch models --json')
    .option('--json', 'one JSON array on stdout')
    .option('--config <file>', 'settings (default: tonewatch.yaml, if there is one)')
    .action(async (options: ModelsOptions) => {
      const { modelsDir } = configFrom(options).score;
      const models = await describeModels(modelsDir || undefined);
      process.stdout.write(options.json ? `${JSON.stringify(models)}\n` : table(models));
    });
}

function table(models: readonly ModelDescription[]): string {
  if (models.length === 0) return 'No models. `tonewatch train` makes one.\n';
  const rows = [
    ['MODEL', 'ARCHITECTURE', 'LANGUAGES', 'TOKENS', 'SIZE', 'MEASURED'],
    ...models.map((model) =>
      'error' in model
        ? [model.name, model.error]
        : [
            model.model,
            model.architecture,
            model.languages.join(' '),
            model.vocabulary.toLocaleString('en'),
            `${(model.bytes / 1e6).toFixed(1)} MB`,
            measuredText(model.measured),
          ],
    ),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.filter((row) => row.length > 2).map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

/** `macro-recall 71.7 %, ECE 2.4 %, on tweeteval-sentiment/val_text.txt`; the card says more. */
function measuredText(measured: Measured | null): string {
  if (!measured) return 'see its card.md';
  const { data, metrics } = measured;
  const figures = shownMetrics.flatMap(([name, title, unit]) => {
    const value = metrics[name];
    if (value === undefined) return [];
    return [`${title} ${unit === '%' ? `${(value * 100).toFixed(1)} %` : value.toFixed(3)}`];
  });
  return `${figures.join(', ')}, on ${data}`;
}

const shownMetrics = [
  ['macroRecall', 'macro-recall', '%'],
  ['accuracy', 'accuracy', '%'],
  ['ece', 'ECE', '%'],
  ['r2', 'R²', ''],
  ['rmse', 'RMSE', ''],
] as const;
