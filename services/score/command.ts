import { pipeline } from 'node:stream/promises';
import { Option, type Command } from 'commander';
import { backendKinds, type BackendKind } from '#shared/classifier/backend.ts';
import { openClassifier } from '#shared/classifier/classifier.ts';
import { configFrom, connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import type { Config } from '#shared/config/schema.ts';
import { runService } from '#shared/lifecycle/run-service.ts';
import { serviceOf } from '#shared/service/service-run.ts';
import { scoreLines, type FilterOptions } from './filter.ts';
import { score } from './service.ts';

interface ScoreOptions extends ConnectionOptions {
  readonly model?: string;
  readonly backend?: BackendKind;
  readonly stdin?: true;
  readonly lines?: true;
  readonly evidence?: true;
}

/** `tonewatch score`: the service, or with --stdin a Unix filter. */
export function registerScore(program: Command): void {
  connectionOptions(
    program
      .command('score')
      .summary('score cleaned posts into mentions; with --stdin, a Unix filter')
      .description(
        'Scores cleaned posts into mentions until it is stopped. With --stdin it is a Unix filter: NDJSON {"id","text"} in, NDJSON {"id","label","negative","neutral","positive","model"} out, in the same order.',
      )
      .addHelpText(
        'after',
        `
Examples:
  $ tonewatch score --kafka localhost:9092
  $ tonewatch score --stdin < posts.ndjson > scores.ndjson
  $ echo 'the crew was wonderful' | tonewatch score --lines`,
      ),
    { kafka: 'needed' },
  )
    .option('--model <name>', 'model under models/ (default: posts-cnn)')
    .addOption(
      new Option('--backend <kind>', 'what computes the model (default: compiled)').choices(backendKinds),
    )
    .option(
      '--stdin',
      'score the posts on stdin and print one line for each; needs neither Kafka nor PostgreSQL',
    )
    .addOption(
      new Option('--lines', 'like --stdin; the input is plain text, one post a line').implies({
        stdin: true,
      }),
    )
    .addOption(
      new Option(
        '--evidence',
        'like --stdin; each answer also says which words decided, in a field "evidence"',
      ).implies({ stdin: true }),
    )
    .action(async ({ model, backend, stdin, lines, evidence, ...connection }: ScoreOptions) => {
      const config = configFrom(connection, {
        score: { ...(model === undefined ? {} : { model }), ...(backend === undefined ? {} : { backend }) },
      });
      if (stdin) await filterStdin(config.score, { plain: lines ?? false, evidence: evidence ?? false });
      else await runService(serviceOf(score), config);
    });
}

/** Ends with exit code 1 when a line was refused; quietly when the reader of the output goes away. */
async function filterStdin(
  config: Config['score'],
  options: Pick<FilterOptions, 'plain' | 'evidence'>,
): Promise<void> {
  const classifier = await openClassifier(config, options);
  let refused = 0;
  const onRefused = (count: number): void => {
    refused += count;
  };
  try {
    await pipeline(
      process.stdin,
      (input: AsyncIterable<Uint8Array>) => scoreLines(input, { ...options, classifier, onRefused }),
      process.stdout,
      { end: false },
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  } finally {
    classifier.close();
  }
  if (refused === 0) return;
  process.stderr.write(
    `tonewatch: ${refused.toLocaleString('en-US')} ${refused === 1 ? 'line' : 'lines'} could not be scored, and answered with the error\n`,
  );
  process.exitCode = 1;
}
