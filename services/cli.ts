import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { reportError } from '#shared/lifecycle/report-error.ts';
import type { StartServices } from './start/services.ts';

type Register = (program: Command) => void;

/** The verbs, in the order of the help. Only the one that was asked for is loaded: the others would cost time. */
const verbs: Readonly<Record<string, () => Promise<Register>>> = {
  start: async () => {
    const { registerStart } = await import('./start/command.ts');
    return (program) => registerStart(program, openServices);
  },
  connect: async () => (await import('./connect/command.ts')).registerConnect,
  ingest: async () => (await import('./ingest/command.ts')).registerIngest,
  clean: async () => (await import('./clean/command.ts')).registerClean,
  score: async () => (await import('./score/command.ts')).registerScore,
  sink: async () => (await import('./sink/command.ts')).registerSink,
  alert: async () => (await import('./alert/command.ts')).registerAlert,
  incidents: async () => (await import('./alert/incidents/command.ts')).registerIncidents,
  alerts: async () => (await import('./alert/settings/command.ts')).registerAlerts,
  backtest: async () => (await import('./alert/backtest/command.ts')).registerBacktest,
  train: async () => (await import('./train/command.ts')).registerTrain,
  evaluate: async () => (await import('./train/evaluate/command.ts')).registerEvaluate,
  compare: async () => (await import('./train/compare/command.ts')).registerCompare,
  inspect: async () => (await import('./train/inspect/command.ts')).registerInspect,
  products: async () => (await import('./products/command.ts')).registerProducts,
  migrate: async () => (await import('./migrate/command.ts')).registerMigrate,
  models: async () => (await import('./models/command.ts')).registerModels,
  'dead-letters': async () => (await import('./dead-letters/command.ts')).registerDeadLetters,
  doctor: async () => (await import('./doctor/command.ts')).registerDoctor,
};

/** What `start` runs; services never import each other. */
async function openServices(): Promise<StartServices> {
  const [{ ingest }, { clean }, { score }, { sink }, { alert }, { openFilePlayer }, { openSamplePlayer }] =
    await Promise.all([
      import('./ingest/service.ts'),
      import('./clean/service.ts'),
      import('./score/service.ts'),
      import('./sink/service.ts'),
      import('./alert/service.ts'),
      import('./connect/file/file-player.ts'),
      import('./connect/sample/sample-player.ts'),
    ]);
  return { stages: [ingest, clean, score, sink], alert, openFilePlayer, openSamplePlayer };
}

async function main(args: readonly string[]): Promise<void> {
  const program = new Command('tonewatch')
    .description('Watches the tone of what people say about a product: posts in, rolling sentiment out.')
    .version(packageVersion(), '-v, --version')
    .configureOutput({ outputError: (text, write) => write(usageError(text)) })
    .addHelpText(
      'after',
      `
Examples:
  $ tonewatch start                          the sample feed, with a live view
  $ tonewatch start --feed posts.csv --products products.yaml
  $ tonewatch score --stdin < posts.ndjson   a Unix filter
  $ tonewatch start --help                   help and examples of one verb`,
    );
  const wanted = verbs[args.find((arg) => !arg.startsWith('-')) ?? ''];
  for (const load of wanted ? [wanted] : Object.values(verbs)) (await load())(program);
  await program.parseAsync(args, { from: 'user' });
}

/** Commander's error on one line: `tonewatch: unknown command 'strat' (Did you mean start?) — …`. */
function usageError(text: string): string {
  const message = text
    .replace(/^error: /u, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return `tonewatch: ${message} — --help lists what there is\n`;
}

function packageVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}

await main(process.argv.slice(2)).catch((error: unknown) =>
  reportError(error, { stack: process.env['TONEWATCH_LOG_LEVEL'] === 'debug' }),
);
