import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openClassifier, type Classifier } from '#shared/classifier/classifier.ts';
import { saveModel } from '#shared/classifier/model/store.ts';
import { configSchema } from '#shared/config/schema.ts';
import { randomModel } from './random-model.ts';

describe('the classifier', () => {
  let modelsDir: string;
  let classifier: Classifier;
  const open = (model: string) =>
    openClassifier(configSchema.parse({ score: { model, modelsDir } }).score, { evidence: true });
  before(async () => {
    modelsDir = await mkdtemp(join(tmpdir(), 'tonewatch-models-'));
    await saveModel(randomModel({ words: ['good', 'flight', '!', '❤', '<user>', '<smile>'] }), modelsDir);
    classifier = await open('random');
  });
  after(() => rm(modelsDir, { recursive: true }));

  const scored = async (tokens: string, language: string): Promise<boolean> => {
    const [judgement] = await classifier.classify([{ tokens, language }]);
    return judgement !== null;
  };

  test('names its model with the version', () => assert.equal(classifier.model, 'random@1'));

  test('never scores a language that the model does not know', async () => {
    assert.equal(await scored('good flight', 'de'), false);
    assert.equal(await scored('good flight', 'en'), true);
    assert.equal(await scored('', 'en'), false);
  });

  test('scores an undetermined language only where it knows half of what is said', async () => {
    assert.equal(await scored('good', 'und'), true);
    assert.equal(await scored('<user> ❤', 'und'), true);
    assert.equal(await scored('<smile>', 'und'), true);
    assert.equal(await scored('good gracias', 'und'), true);
    assert.equal(await scored('muchas gracias good', 'und'), false);
    assert.equal(await scored('<user> !', 'und'), false);
    assert.equal(await scored('gracias !', 'und'), false);
    assert.equal(await scored('', 'und'), false);
  });

  test('answers in the order of the posts, the unscored among them', async () => {
    const posts = ['good', 'flight', 'good flight', 'good'].map((tokens) => ({ tokens, language: 'en' }));
    const alone = await Promise.all(posts.map(async (post) => (await classifier.classify([post]))[0]));
    const mixed = posts.flatMap((post) => [post, { tokens: 'gut', language: 'de' }]);
    assert.deepEqual(
      await classifier.classify(mixed),
      alone.flatMap((judgement) => [judgement, null]),
    );
    assert.notDeepEqual(alone[0], alone[1]);
    assert.deepEqual(await classifier.classify([]), []);
  });

  test('refuses a model that needs another text preparation', async () => {
    const model = randomModel({ name: 'older' });
    await saveModel({ ...model, manifest: { ...model.manifest, preprocessing: 'posts-0' } }, modelsDir);
    await assert.rejects(open('older'), { code: 'MODEL_INVALID', message: /posts-0/ });
  });
});
