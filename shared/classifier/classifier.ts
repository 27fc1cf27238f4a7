import type { Sentiment } from '../avro/mention.ts';
import type { Config } from '../config/schema.ts';
import { TonewatchError } from '../errors/tonewatch-error.ts';
import { PREPROCESSING } from '../text/preprocessing.ts';
import { openBackend } from './open-backend.ts';
import { hasEvidence } from './evidence.ts';
import { modelId } from './model/manifest.ts';
import { classPositions, outputsOf } from './model/output.ts';
import { loadModel } from './model/store.ts';
import { sentimentOf } from './sentiment.ts';

/** A prepared post: tokens of prepareText, language of detectLanguage. */
export interface PreparedText {
  readonly tokens: string;
  readonly language: string;
}

/** A model with what computes it. */
export interface Classifier {
  /** Name and version, as mentions carry it: `posts-cnn@1`. */
  readonly model: string;
  /**
   * The sentiment of each post, in their order; null for those that the model cannot judge: without tokens, in a
   * language it was not trained on, or in one that could not be told (`und`) with too few words that it knows.
   */
  classify(batch: readonly PreparedText[]): Promise<(Sentiment | null)[]>;
  close(): void;
}

/** `und`: the language could not be told. */
const UNDETERMINED = 'und';

/**
 * Loads the model that the configuration names.
 * @throws MODEL_NOT_FOUND, MODEL_INVALID (also when it needs another text preparation than this release has),
 * TENSORFLOW_UNAVAILABLE
 */
export async function openClassifier(config: Config['score']): Promise<Classifier> {
  const model = await loadModel(config.model, config.modelsDir || undefined);
  const { languages, preprocessing, output } = model.manifest;
  if (preprocessing !== PREPROCESSING) {
    throw new TonewatchError(
      'MODEL_INVALID',
      `${config.model}/model.json: needs text preparation ${preprocessing}, this release has ${PREPROCESSING}`,
    );
  }
  if (output.type === 'rating') {
    throw new TonewatchError(
      'MODEL_INVALID',
      `${config.model}/model.json: it gives ratings; posts need a model whose output is classes`,
    );
  }
  const outputs = outputsOf(output);
  const [negative = 0, neutral = -1, positive = 1] = classPositions(output);
  const backend = await openBackend(model, config.backend);
  const spoken = new Set(languages);
  const known = new Set(model.vocabulary);

  const canJudge = ({ tokens, language }: PreparedText): boolean =>
    tokens !== '' && (spoken.has(language) || (language === UNDETERMINED && hasEvidence(tokens, known)));

  return {
    model: modelId(model.manifest),
    async classify(batch) {
      const sentiments = new Array<Sentiment | null>(batch.length).fill(null);
      const judged: number[] = [];
      const tokens: string[] = [];
      for (const [i, post] of batch.entries()) {
        if (!canJudge(post)) continue;
        judged.push(i);
        tokens.push(post.tokens);
      }
      if (tokens.length === 0) return sentiments;
      const scores = await backend.score(tokens);
      for (const [row, i] of judged.entries()) {
        const at = row * outputs;
        sentiments[i] = sentimentOf(
          scores[at + negative] as number,
          neutral < 0 ? 0 : (scores[at + neutral] as number),
          scores[at + positive] as number,
        );
      }
      return sentiments;
    },
    close: () => backend.close(),
  };
}
