import { configFrom, type ConnectionOptions } from '#shared/config/options.ts';
import type { Config } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { pipelineTopics } from '#shared/service/pipeline-topics.ts';
import { openStream } from '#shared/stream/open.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { check, type Finding } from './check.ts';
import { checkDatabase } from './database.ts';
import { checkScoring } from './scoring.ts';

const OLDEST_NODE = [20, 19] as const;

/** Prints every finding; exit code 1 when something that is needed is not there. */
export async function examine(options: ConnectionOptions & { readonly json?: true }): Promise<void> {
  const config = configFrom(options);
  const log = createLog(options.logLevel ?? 'silent');
  const findings: Finding[] = [await check('Node.js', nodeVersion)];
  findings.push(...(await checkDatabase(config, log)));
  if (config.kafka.brokers.length > 0) findings.push(await check('Kafka', () => kafka(config)));
  findings.push(...(await checkScoring(config)));
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
