import type { Command } from 'commander';
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

/** Adds the options that every command that touches stream or database has. */
export function connectionOptions(command: Command): Command {
  return command
    .option('--kafka <host:port,…>', 'Kafka brokers (default: the embedded stream)')
    .option('--database <url>', 'postgres://… of a PostgreSQL 14 or newer (default: the embedded one)')
    .option('--data-dir <dir>', 'holds everything embedded (default: .tonewatch)')
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
