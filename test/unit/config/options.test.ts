import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { configFrom, connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import type { Config } from '#shared/config/schema.ts';

const parse = (...args: string[]): Config =>
  configFrom(connectionOptions(new Command('x'), {}).parse(args, { from: 'user' }).opts<ConnectionOptions>());

test('the options of the connections become settings', () => {
  const config = parse(
    ...['--kafka', 'a:9092,b:9092', '--database', 'postgres://db/tonewatch'],
    ...['--data-dir', '/tmp/x', '--log-level', 'debug'],
  );
  assert.deepEqual(config.kafka.brokers, ['a:9092', 'b:9092']);
  assert.equal(config.database.url, 'postgres://db/tonewatch');
  assert.equal(config.dataDir, '/tmp/x');
  assert.equal(config.logLevel, 'debug');
});

test('without options the defaults stay', () => {
  const config = parse();
  assert.deepEqual([config.kafka.brokers, config.database.url, config.dataDir], [[], '', '.tonewatch']);
});

test('wrong values are refused, named by their path', () => {
  assert.throws(() => parse('--kafka', 'nowhere', '--log-level', 'loud'), {
    code: 'CONFIG_INVALID',
    message: /logLevel: .*; kafka\.brokers\.0: expected HOST:PORT/u,
  });
});

test('every command takes all connections; its help shows those that it uses', () => {
  const help = (...args: Parameters<typeof connectionOptions>): string =>
    connectionOptions(...args).helpInformation();
  assert.match(help(new Command('sink'), { kafka: 'needed', database: 'needed' }), /Kafka brokers \(needed/u);
  const clean = help(new Command('clean'), { kafka: 'needed' });
  assert.doesNotMatch(clean, /--database|--data-dir|embedded/u);
  assert.match(
    help(new Command('start'), { kafka: 'embedded', database: 'embedded' }),
    /--data-dir <dir> +holds everything embedded/u,
  );
});
