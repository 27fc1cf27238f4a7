import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { loadConfig, type ConfigSources } from '#shared/config/load.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

const directory = mkdtempSync(join(tmpdir(), 'tonewatch-config-'));
after(() => rm(directory, { recursive: true }));

let files = 0;
function fileWith(text: string): string {
  const file = join(directory, `${files++}.yaml`);
  writeFileSync(file, text);
  return file;
}

function problems(sources: ConfigSources): string[] {
  try {
    loadConfig({ env: {}, ...sources });
    return [];
  } catch (error) {
    assert.ok(error instanceof TonewatchError && error.code === 'CONFIG_INVALID');
    return error.message.split('; ');
  }
}

describe('the configuration', () => {
  test('needs no file and no variable', () => {
    const config = loadConfig({ env: {} });
    assert.equal(config.dataDir, '.tonewatch');
    assert.deepEqual(config.kafka.brokers, []);
    assert.equal(config.score.lingerMs, 20);
  });

  test('takes the command line before the environment before the file before the defaults', () => {
    const file = fileWith('score: { maxBatch: 1, lingerMs: 1, model: file }\nlogLevel: warn');
    const config = loadConfig({
      file,
      env: { TONEWATCH_SCORE_MAX_BATCH: '2', TONEWATCH_SCORE_LINGER_MS: '2' },
      overrides: { score: { lingerMs: 3 } },
    });
    const { model, backend, maxBatch, lingerMs } = config.score;
    assert.deepEqual([model, backend, maxBatch, lingerMs], ['file', 'compiled', 2, 3]);
    assert.equal(config.logLevel, 'warn');
  });

  test('reads numbers, lists and names with values from variables; empty ones are not set', () => {
    const config = loadConfig({
      env: {
        TONEWATCH_KAFKA_BROKERS: 'a:9092, b:9092',
        TONEWATCH_KAFKA_REPLICATION_FACTOR: '3',
        TONEWATCH_FEEDS: '{"x": {"format": "x-v2"}}',
        TONEWATCH_DATA_DIR: '007',
        TONEWATCH_LOG_LEVEL: '',
      },
    });
    assert.deepEqual(config.kafka.brokers, ['a:9092', 'b:9092']);
    assert.equal(config.kafka.replicationFactor, 3);
    assert.equal(config.feeds['x']?.format, 'x-v2');
    assert.equal(config.dataDir, '007');
    assert.equal(config.logLevel, 'info');
  });

  test('is as well with sections that are empty or commented out', () => {
    const config = loadConfig({ env: {}, file: fileWith('# nothing yet\nkafka:\nsink:\n  # maxBatch: 5\n') });
    assert.equal(config.sink.maxBatch, 2_000);
    assert.equal(loadConfig({ env: {}, file: fileWith('') }).sink.maxBatch, 2_000);
  });
});

describe('what is wrong with the configuration', () => {
  test('is reported all at once: path, source, what was expected, what came', () => {
    const file = fileWith(
      'logLevel: loud\nkafka: { brokers: [nowhere], partitions: 0 }\nfeeds: { Big: {}, x: { format: xml } }\ncolour: red',
    );
    assert.deepEqual(problems({ file, env: { TONEWATCH_SCORE_LINGER_MS: 'soon' } }), [
      'logLevel: expected one of trace, debug, info, warn, error, silent, got "loud"',
      'kafka.brokers.0: expected HOST:PORT, got "nowhere"',
      'kafka.partitions: expected integer, 1 to 1000, got 0',
      'feeds.Big: expected lower-case letters, digits, . _ - in its name',
      'feeds.x.format: expected one of auto, post, json, csv, x-v1.1, x-v2, got "xml"',
      'score.lingerMs (TONEWATCH_SCORE_LINGER_MS): expected integer, 0 to 10000, got "soon"',
      'colour: there is no such setting',
    ]);
  });

  test('names the file when it is no YAML, or no settings', () => {
    assert.match(problems({ file: fileWith('a: [') })[0] ?? '', /\.yaml: expected YAML \(.*line 1/u);
    assert.match(problems({ file: fileWith('- a') })[0] ?? '', /\.yaml: expected settings/u);
  });

  test('a file that was named and is not there is an error of its own', () => {
    assert.throws(() => loadConfig({ env: {}, file: join(directory, 'missing.yaml') }), {
      code: 'INPUT_FILE_UNREADABLE',
    });
  });
});

describe('secrets', () => {
  const url = 'postgres://tonewatch:verysecret@db/tonewatch';

  test('come from a variable, or from a file that a variable names', () => {
    assert.equal(loadConfig({ env: { TONEWATCH_DATABASE_URL: url } }).database.url, url);
    const config = loadConfig({ env: { TONEWATCH_DATABASE_URL_FILE: fileWith(`${url}\n`) } });
    assert.equal(config.database.url, url);
  });

  test('are refused in the settings file, and never repeated', () => {
    const [problem = ''] = problems({ file: fileWith(`database: { url: "${url}" }`) });
    assert.match(problem, /^database\.url: expected no secret in .*TONEWATCH_DATABASE_URL_FILE/u);
    assert.ok(!problem.includes('verysecret'));
  });

  test('that are wrong are not repeated either', () => {
    assert.deepEqual(
      problems({
        env: { TONEWATCH_DATABASE_URL: 'mysql://verysecret', TONEWATCH_INGEST_AUTHOR_KEY: 'verysecret' },
      }),
      [
        'database.url (TONEWATCH_DATABASE_URL): expected postgres://USER:PASSWORD@HOST:PORT/NAME',
        'ingest.authorKey (TONEWATCH_INGEST_AUTHOR_KEY): expected 16 characters or more',
      ],
    );
  });

  test('from two places at once, or from a file that is not there, are problems', () => {
    const both = { TONEWATCH_DATABASE_URL: url, TONEWATCH_DATABASE_URL_FILE: fileWith(url) };
    assert.match(problems({ env: both })[0] ?? '', /expected one of the two, got both/u);
    const missing = { TONEWATCH_DATABASE_URL_FILE: join(directory, 'missing') };
    assert.match(
      problems({ env: missing })[0] ?? '',
      /^TONEWATCH_DATABASE_URL_FILE: expected a readable file/u,
    );
  });
});
