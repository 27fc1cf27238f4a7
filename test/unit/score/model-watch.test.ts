import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pino } from 'pino';
import { z } from 'zod';
import type { Classifier, Judgement } from '#shared/classifier/classifier.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { saveChecked } from '#shared/classifier/self-check.ts';
import { configSchema } from '#shared/config/schema.ts';
import { createTelemetry } from '#shared/telemetry/telemetry.ts';
import { watchModel } from '../../../services/score/model-watch.ts';
import { replaceable } from '../../../services/score/replaceable-classifier.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { randomModel } from '../classifier/random-model.ts';

/** Judges nothing before it is let. */
function slow(model: string) {
  let answer: (judgements: (Judgement | null)[]) => void = () => undefined;
  const state = { closed: 0 };
  const classifier: Classifier = {
    model,
    classify: () => new Promise((resolve) => (answer = resolve)),
    tableBytes: () => 0,
    mostTableBytes: () => 0,
    close: () => (state.closed += 1),
  };
  return { classifier, state, finish: () => answer([]) };
}

describe('a classifier that is replaced', () => {
  test('finishes its batch before it is closed; the next batch is for the other one', async () => {
    const [first, second] = [slow('one@1'), slow('one@2')];
    const classifier = replaceable(first.classifier);
    const batch = classifier.classify([]);
    classifier.replace(second.classifier);
    assert.equal(classifier.model, 'one@2');
    assert.equal(first.state.closed, 0);
    first.finish();
    await batch;
    assert.equal(first.state.closed, 1);
    classifier.close();
    assert.equal(second.state.closed, 1);
  });

  test('that is idle is closed at once', () => {
    const [first, second] = [slow('one@1'), slow('one@2')];
    const classifier = replaceable(first.classifier);
    classifier.replace(second.classifier);
    assert.equal(first.state.closed, 1);
  });
});

describe('the watch over a model', () => {
  const words = ['good', 'bad', 'flight'];
  const lineSchema = z.object({ msg: z.string(), reason: z.string().optional() });
  const lines: z.infer<typeof lineSchema>[] = [];
  const write = (line: string): number => lines.push(lineSchema.parse(JSON.parse(line)));
  const log = pino({ level: 'info' }, { write });

  test('lets a new version in, and a broken one or one that fails its check not', async () => {
    const modelsDir = await mkdtemp(join(tmpdir(), 'tonewatch-models-'));
    const save = async (version: number, seed: number): Promise<void> => {
      const model = randomModel({ words, seed, name: 'posts' });
      const manifest = { ...model.manifest, version };
      await saveChecked({ ...model, manifest }, modelsDir, (each) => openBackend(each, 'compiled'));
    };
    const config = configSchema.parse({ score: { model: 'posts', modelsDir, modelRefreshMs: 100 } });
    const telemetry = createTelemetry(log);
    await save(1, 1);
    const classifier = await watchModel(config.score, telemetry);
    try {
      assert.equal(classifier.model, 'posts@1');
      await save(2, 2);
      await eventually('the second is in', () => classifier.model === 'posts@2');
      const [judgement] = await classifier.classify([{ tokens: 'good flight', language: 'en' }]);
      assert.equal(judgement?.model, 'posts@2');

      await truncate(join(modelsDir, 'posts', 'weights.bin'), 50);
      await eventually('the broken one is refused', () => telemetry.model.refused === 1);
      assert.match(lines.at(-1)?.reason ?? '', /posts\/weights\.bin: .* needs bytes/);
      assert.deepEqual(await classifier.classify([{ tokens: 'good flight', language: 'en' }]), [judgement]);

      await save(3, 3);
      await eventually('the third is in', () => classifier.model === 'posts@3');
      assert.deepEqual(telemetry.model.swaps, 2);
      assert.equal(lines.filter(({ msg }) => msg === 'model changed').length, 2);
      assert.ok(telemetry.model.tableBytes > 0);
    } finally {
      classifier.close();
      await rm(modelsDir, { recursive: true });
    }
  });
});
