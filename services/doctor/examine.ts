import type { Sentiment } from '#shared/avro/mention.ts';
import { openClassifier } from '#shared/classifier/classifier.ts';
import { tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import { configFrom, type ConnectionOptions } from '#shared/config/options.ts';
import type { Config } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { pipelineTopics } from '#shared/service/pipeline-topics.ts';
import { openStream } from '#shared/stream/open.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { check, type Finding } from './check.ts';
import { checkDatabase } from './database.ts';

const OLDEST_NODE = [20, 19] as const;

/** Prints every finding; exit code 1 when something that is needed is not there. */
export async function examine(options: ConnectionOptions & { readonly json?: true }): Promise<void> {
  const config = configFrom(options);
  const log = createLog(options.logLevel ?? 'silent');
  const findings: Finding[] = [await check('Node.js', nodeVersion)];
  findings.push(...(await checkDatabase(config, log)));
  if (config.kafka.brokers.length > 0) findings.push(await check('Kafka', () => kafka(config)));
  findings.push(await check('model', () => model(config)));
  findings.push(await check('libtensorflow', libtensorflow, config.score.backend === 'tensorflow'));
  process.stdout.write(options.json ? `${JSON.stringify(findings)}\n` : findings.map(line).join(''));
  if (findings.some(({ ok, needed }) => needed && !ok)) process.exitCode = 1;
}

function line({ check: name, ok, needed, detail, remedy }: Finding): string {
  const mark = ok ? '✓' : needed ? '✗' : '–';
  return `${mark} ${name.padEnd(20)} ${detail}${remedy === null ? '' : `\n  ${''.padEnd(20)} → ${remedy}`}\n`;
}

function nodeVersion(): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return process.versions.node;
  throw new TonewatchError(
    'NODE_UNSUPPORTED',
    `${process.versions.node}; ${OLDEST_NODE.join('.')} or newer is needed`,
  );
}

async function kafka(config: Config): Promise<string> {
  const stream = await openStream(config, createLog('silent'));
  try {
    const topics = new Set(await stream.topics());
    const missing = pipelineTopics(config).filter(({ name }) => !topics.has(name));
    const toMake = missing.length === 0 ? '' : `; ${missing.length} topics will be made by the first service`;
    return `${config.kafka.brokers.join(', ')}: ${topics.size} topics${toMake}`;
  } finally {
    await stream.close();
  }
}

/** Two texts that any model worth its name tells apart. */
async function model({ score }: Config): Promise<string> {
  const classifier = await openClassifier(score, { evidence: false });
  try {
    const [good, bad] = await classifier.classify([
      { tokens: 'i love this , it is great', language: 'en' },
      { tokens: 'i hate this , it is terrible', language: 'en' },
    ]);
    if (!good || !bad || !tellsApart(good.sentiment, bad.sentiment)) {
      throw new TonewatchError('MODEL_INVALID', `${classifier.model} does not tell praise from complaint`);
    }
    return `${classifier.model} tells praise from complaint (${score.backend})`;
  } finally {
    classifier.close();
  }
}

const tellsApart = (good: Sentiment, bad: Sentiment): boolean =>
  good.positive > bad.positive && good.negative < bad.negative;

function libtensorflow(): string {
  if (tensorflowAvailable()) return 'there';
  throw new TonewatchError('TENSORFLOW_UNAVAILABLE', 'not set up; only the tensorflow backend needs it');
}
