import { cleanedPostCodec } from '#shared/avro/cleaned-post.ts';
import { labels } from '#shared/avro/mention.ts';
import type { Backend, BackendKind } from '#shared/classifier/backend.ts';
import { openClassifier } from '#shared/classifier/classifier.ts';
import { largest } from '#shared/classifier/evaluation/largest.ts';
import { modelId } from '#shared/classifier/model/manifest.ts';
import { type Output, outputsOf } from '#shared/classifier/model/output.ts';
import { loadModel } from '#shared/classifier/model/store.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { loadConfig } from '#shared/config/load.ts';
import { runBatch } from '#shared/service/batch.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { scoreStage } from '../../../services/score/stage.ts';
import { locateModel } from '../../../services/train/model-folder.ts';
import type { Contender, Part } from '../contender.ts';

/**
 * A model of this project, by its name or folder. End to end is: text preparation, backend, the likeliest label.
 * @throws TonewatchError MODEL_NOT_FOUND, MODEL_INVALID, TENSORFLOW_UNAVAILABLE, BACKEND_UNSUPPORTED
 */
export async function openTonewatch(name: string, kind: BackendKind): Promise<Contender> {
  const [folder, modelsDir] = locateModel(name);
  const model = await loadModel(folder, modelsDir);
  const { output } = model.manifest;
  if (output.type !== 'classes') throw new Error(`${name} rates texts: it has no labels`);
  const backend = await openBackend(model, kind);
  const tokens: Part = {
    name: 'tokens',
    prepare(texts) {
      const prepared = texts.map((text) => prepareText(text));
      return (from, to) => likeliest(backend, output, prepared.slice(from, to));
    },
  };
  return {
    name: `${folder} ${kind}`,
    version: modelId(model.manifest),
    labelling: 'likeliest class',
    score: (texts) =>
      likeliest(
        backend,
        output,
        texts.map((text) => prepareText(text)),
      ),
    parts: kind === 'compiled' ? [tokens, await openStage(folder, modelsDir)] : [tokens],
    close: () => backend.close(),
  };
}

async function likeliest(backend: Backend, output: Output, tokens: readonly string[]): Promise<Uint8Array> {
  const scores = await backend.score(tokens);
  const outputs = outputsOf(output);
  const names: readonly string[] = output.type === 'classes' ? output.labels : [];
  const positions = Uint8Array.from(names, (label) => (labels as readonly string[]).indexOf(label));
  return Uint8Array.from(
    tokens,
    (_, i) => positions[largest(scores.subarray(i * outputs, (i + 1) * outputs))] ?? 0,
  );
}

/** The score stage as the service runs it, without Kafka: cleaned posts in Avro to mentions in Avro. */
async function openStage(name: string, modelsDir: string): Promise<Part> {
  const config = loadConfig({ overrides: { score: { model: name, modelsDir } } }).score;
  const stage = scoreStage(await openClassifier(config, { evidence: true }), config);
  return {
    name: 'stage',
    prepare(texts) {
      const records = texts.map((text, i) => ({
        topic: 'cleaned',
        partition: 0,
        offset: i,
        timestamp: 0,
        key: `x:${i}`,
        value: cleanedPost(text, i),
      }));
      return (from, to) => runBatch(stage, records.slice(from, to), 'live');
    },
  };
}

const cleanedPost = (text: string, i: number): Buffer =>
  cleanedPostCodec.encode({
    id: `x:${i}`, platform: 'x', feed: 'x', change: 'create', revision: i, postedAt: i, text, language: 'en',
    author: 'a5b1c9d2e3f40516', url: null, repostOf: null, reach: 120, products: ['delta'],
    tokens: prepareText(text), cluster: '00f3a1b2c3d4e5f6', preprocessing: 'posts-1',
  }); // prettier-ignore
