import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { saveModel } from '#shared/classifier/model/store.ts';
import { generatePayloads } from '../fixtures/generated-posts.ts';
import { randomModel } from '../unit/classifier/random-model.ts';

const launcher = join(import.meta.dirname, '../../services/tonewatch.mjs');

interface Ended {
  readonly code: number | null;
  readonly answers: Record<string, unknown>[];
  readonly stderr: string;
}

describe('tonewatch score --stdin', () => {
  let modelsDir: string;
  before(async () => {
    modelsDir = await mkdtemp(join(tmpdir(), 'tonewatch-models-'));
    await saveModel(randomModel({ words: ['the', 'is', 'wonderful', 'worst', 'broke', 'happy'] }), modelsDir);
  });
  after(() => rm(modelsDir, { recursive: true }));

  function start(...args: string[]): ChildProcessWithoutNullStreams {
    const env = { ...process.env, TONEWATCH_SCORE_MODELS_DIR: modelsDir, TONEWATCH_SCORE_MODEL: 'random' };
    return spawn(process.execPath, [launcher, 'score', '--stdin', ...args], { env });
  }

  async function filter(input: string, ...args: string[]): Promise<Ended> {
    const child = start(...args);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.end(input);
    const [code] = (await once(child, 'close')) as [number | null];
    const lines = stdout.split('\n').slice(0, -1);
    return { code, stderr, answers: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
  }

  const texts = generatePayloads(5_000, 3).map(({ payload }) => String(payload['text']));

  test('answers each of thousands of posts, in order, and prints nothing else', async () => {
    const input = texts.map((text, id) => `${JSON.stringify({ id: `p${id}`, text })}\n`).join('');
    const { code, answers, stderr } = await filter(input);
    assert.equal(code, 0);
    assert.equal(stderr, '');
    assert.deepEqual(
      answers.map(({ id }) => id),
      texts.map((_, id) => `p${id}`),
    );
    const fields = ['id', 'label', 'negative', 'neutral', 'positive', 'model'];
    for (const answer of answers) assert.deepEqual(Object.keys(answer), fields);
    const scored = answers.filter(({ model }) => model === 'random@1');
    assert.ok(scored.length > answers.length / 2);
    for (const { negative, neutral, positive } of scored) {
      const millionths = [negative, neutral, positive].map((value) => Math.round(Number(value) * 1e6));
      assert.equal(
        millionths.reduce((sum, each) => sum + each, 0),
        1_000_000,
      );
    }
  });

  test('scores plain lines as it scores the same posts in JSON', async () => {
    const some = texts.slice(0, 50);
    const plain = await filter(some.join('\n'), '--lines', '--model', 'random', '--backend', 'compiled');
    const json = await filter(some.map((text, i) => JSON.stringify({ id: i + 1, text })).join('\n'));
    assert.equal(plain.code, 0);
    assert.deepEqual(plain.answers, json.answers);
  });

  test('answers a bad line in its place, and says so with its exit code', async () => {
    const good = '{"id":"a","text":"the worst day that I can remember"}';
    const { code, answers, stderr } = await filter([good, '{"id":"b"', good].join('\n'));
    assert.equal(code, 1);
    assert.deepEqual(
      answers.map(({ id, error }) => [id, error]),
      [
        ['a', undefined],
        [null, 'PAYLOAD_NOT_JSON'],
        ['a', undefined],
      ],
    );
    assert.equal(stderr.trim().split('\n').length, 1);
  });

  test('ends quietly when nobody reads on', async () => {
    const child = start('--lines');
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.on('error', () => undefined);
    child.stdin.write(`${texts.join('\n')}\n`);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    // Standard input stays open: it must be the missing reader that ends it.
    const more = setInterval(() => child.stdin.write(`${texts.slice(0, 500).join('\n')}\n`), 20);
    const [code] = (await once(child, 'exit')) as [number | null];
    clearInterval(more);
    assert.equal(code, 0);
    assert.equal(stderr, '');
  });

  test('says which model it does not find', async () => {
    const { code, answers, stderr } = await filter('', '--model', 'absent');
    assert.equal(code, 1);
    assert.deepEqual(answers, []);
    assert.match(stderr, /^tonewatch: MODEL_NOT_FOUND: no model 'absent' .*\n$/);
  });
});
