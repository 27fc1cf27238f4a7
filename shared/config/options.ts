import { Option, type Command } from 'commander';
import { loadConfig, type ConfigInput } from './load.ts';
import type { Config } from './schema.ts';

/** What `connectionOptions` adds to the options of a command. */
export interface ConnectionOptions {
  readonly kafka?: string;
  readonly database?: string;
  readonly dataDir?: string;
  readonly config?: string;
  readonly logLevel?: string;
}

/** What a command connects to: `needed`, or `embedded` where nothing is named; left out: it does not use it. */
export interface Connections {
  readonly kafka?: 'needed' | 'embedded';
  readonly database?: 'needed' | 'embedded';
  /** What the data directory holds for it, where that is not what is embedded. */
  readonly dataDir?: string;
}

const needed = 'needed, here or in the settings';

/**
 * Adds the options of connections and settings. Each command takes all of them, so that one line of options serves all
 * services; its help shows those that it uses.
 */
export function connectionOptions(command: Command, { kafka, database, dataDir }: Connections): Command {
  const embedded = kafka === 'embedded' || database === 'embedded' ? 'everything embedded' : undefined;
  const holds = dataDir ?? embedded;
  const option = (flags: string, text: string, shown: boolean): Option =>
    new Option(flags, text).hideHelp(!shown);
  return command
    .addOption(
      option(
        '--kafka <host:port,…>',
        `Kafka brokers (${kafka === 'needed' ? needed : 'default: the embedded stream'})`,
        kafka !== undefined,
      ),
    )
    .addOption(
      option(
        '--database <url>',
        `postgres://… of a PostgreSQL 14 or newer (${database === 'needed' ? needed : 'default: the embedded one'})`,
        database !== undefined,
      ),
    )
    .addOption(
      option('--data-dir <dir>', `holds ${holds ?? 'nothing'} (default: .tonewatch)`, holds !== undefined),
    )
    .option('--config <file>', 'settings (default: tonewatch.yaml, if there is one)')
    .option('--log-level <level>', 'trace, debug, info, warn, error or silent (default: info)');
}

/**
 * The configuration of a command: file, environment, then its options, then what the command itself lays down.
 * Throws CONFIG_INVALID, INPUT_FILE_UNREADABLE.
 */
export function configFrom(options: ConnectionOptions, own: ConfigInput = {}): Config {
  const { kafka, database, dataDir, logLevel } = options;
  const given = {
    ...own,
    ...(dataDir === undefined ? {} : { dataDir }),
    // Not yet held against the schema: loadConfig does, and names what is wrong.
    ...(logLevel === undefined ? {} : { logLevel: logLevel as Config['logLevel'] }),
    ...(kafka === undefined
      ? {}
      : { kafka: { ...own.kafka, brokers: kafka.split(',').map((broker) => broker.trim()) } }),
    ...(database === undefined ? {} : { database: { ...own.database, url: database } }),
  };
  return loadConfig({ file: options.config, overrides: given });
}
