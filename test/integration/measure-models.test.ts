import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, describe, test } from 'node:test';

const cli = fileURLToPath(new URL('../../services/tonewatch.mjs', import.meta.url));
const tonewatch = async (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, [cli, ...args], { maxBuffer: 1 << 26 });

/** What one line of JSON on stdout says. */
async function json<Shape>(...args: string[]): Promise<Shape> {
  const { stdout } = await tonewatch(...args, '--json');
  return JSON.parse(stdout) as Shape;
}

describe('measuring from the command line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tonewatch-measure-'));
  after(() => rm(folder, { recursive: true }));
  const data = join(folder, 'texts.csv');
  await writeFile(
    data,
    'text,label,product\nI love this phone,positive,phone\nworst camera ever,negative,camera\n' +
      'The phone comes out on Monday,neutral,phone\nThe camera is great,positive,camera\nwhatever,strange,phone\n',
  );

  test('evaluate says everything in one JSON object, and writes pictures and a page', async () => {
    const report = join(folder, 'pages/report.html');
    const plots = join(folder, 'plots');
    const args = ['--data', data, '--by', 'product', '--plots', plots, '--report', report];
    const found = await json<Record<string, unknown>>('evaluate', ...args);
    for (const [key, type] of Object.entries({
      model: 'string',
      backend: 'string',
      examples: 'number',
      accuracy: 'number',
      macroRecall: 'number',
      macroF1: 'number',
      recall: 'object',
      precision: 'object',
      ece: 'number',
      logLoss: 'number',
      labels: 'object',
      confusion: 'object',
      intervals: 'object',
      reliability: 'object',
      postsPerSecond: 'number',
      cpuMicrosPerPost: 'number',
      notes: 'object',
      groups: 'object',
    })) {
      // prettier-ignore
      assert.equal(typeof found[key], type, key);
    }
    assert.equal(found['examples'], 4);
    assert.deepEqual(Object.keys(found['recall'] as object), ['negative', 'neutral', 'positive']);
    for (const file of ['confusion.svg', 'reliability.svg']) {
      assert.match(await readFile(join(plots, file), 'utf8'), /^<svg/u);
    }
    assert.match(await readFile(report, 'utf8'), /^<!doctype html>[\s\S]*texts\.csv/u);
  });

  test('evaluate runs the behavioural suite without any data', async () => {
    const found = await json<{ behaviour: { cases: number; passed: number } }>('evaluate', '--behaviour');
    assert.ok(found.behaviour.cases >= 1000 && found.behaviour.passed > found.behaviour.cases / 2);
  });

  test('compare puts models side by side', async () => {
    const [first] = await json<{ data: string; models: { differences?: { noise: boolean }[] }[] }[]>(
      'compare', 'posts-cnn', 'posts-cnn', '--data', data,
    ); // prettier-ignore
    assert.equal(first?.data, 'texts.csv');
    assert.equal(first.models[0]?.differences, undefined);
    assert.ok(first.models[1]?.differences?.every(({ noise }) => noise));
  });

  test('inspect tells what the words of a text add', async () => {
    interface Found {
      scores: Record<string, number>;
      contributions: { text: string; adds: Record<string, number> }[];
    }
    const { scores, contributions } = await json<Found>('inspect', 'I love it');
    assert.ok((scores['positive'] ?? 0) > 0.5);
    assert.ok(contributions.some(({ text, adds }) => text.includes('love') && (adds['positive'] ?? 0) > 0));
  });

  test('options that do not go together are refused in one line', async () => {
    for (const [args, problem] of [
      [['evaluate'], /--data FILE or --behaviour/u],
      [['evaluate', '--data', data, '--classes', 'good'], /--classes: expected NAME=/u],
      [['inspect'], /give one of/u],
      [['inspect', 'text', '--filters'], /give one of/u],
      [['compare', 'posts-cnn', '--data', join(folder, 'missing.csv')], /missing\.csv/u],
    ] as const) {
      await assert.rejects(tonewatch(...args), (error) => {
        const { stderr } = error as { stderr: string };
        assert.match(stderr, problem);
        assert.equal(stderr.trim().split('\n').length, 1, stderr);
        return true;
      });
    }
  });
});
