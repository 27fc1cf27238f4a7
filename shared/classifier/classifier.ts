import type { Evidence, Sentiment } from '../avro/mention.ts';
import type { Config } from '../config/schema.ts';
import { TonewatchError } from '../errors/tonewatch-error.ts';
import { PREPROCESSING } from '../text/preprocessing.ts';
import type { Explained } from './backend.ts';
import { openBackend } from './open-backend.ts';
import { knowsEnough } from './knows-enough.ts';
import { modelId } from './model/manifest.ts';
import { classPositions, outputsOf } from './model/output.ts';
import { loadModel } from './model/store.ts';
import { selfCheck } from './self-check.ts';
import { sentimentOf } from './sentiment.ts';
import { openWorkers } from './workers/workers.ts';

/** A prepared post: tokens of prepareText, language of detectLanguage. */
export interface PreparedText {
  readonly tokens: string;
  readonly language: string;
}

/** What a model says of a post. */
export interface Judgement {
  /** Name and version of the model, as mentions carry it: `posts-cnn@1`. */
  readonly model: string;
  readonly sentiment: Sentiment;
  /** The words that decided the label, weightiest first; empty where it was not asked for or cannot be told. */
  readonly evidence: readonly Evidence[];
}

/** A model with what computes it. */
export interface Classifier {
  /** Name and version of the model that judges now. */
  readonly model: string;
  /**
   * What it says of each post, in their order; null for those that the model cannot judge: without tokens, in a
   * language it was not trained on, or in one that could not be told (`und`) with too few words that it knows.
   */
  classify(batch: readonly PreparedText[]): Promise<(Judgement | null)[]>;
  /** Bytes of tables that the backend has made up to now; 0 where it makes none. */
  tableBytes(): number;
  mostTableBytes(): number;
  close(): void;
}

/** `und`: the language could not be told. */
const UNDETERMINED = 'und';

const noEvidence: readonly Evidence[] = [];

/**
 * Loads the model that the configuration names.
 * @param evidence whether judgements say why; it costs a part of the speed
 * @throws MODEL_NOT_FOUND, MODEL_INVALID (also when it needs another text preparation than this release has, or
 * fails its self-check), TENSORFLOW_UNAVAILABLE
 */
export async function openClassifier(
  config: Config['score'],
  { evidence: wanted }: { readonly evidence: boolean },
): Promise<Classifier> {
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
  const backend =
    config.backend === 'compiled' && config.workers > 0
      ? await openWorkers(model, config.workers)
      : await openBackend(model, config.backend);
  try {
    await selfCheck(backend, model);
  } catch (error) {
    backend.close();
    throw error;
  }
  const id = modelId(model.manifest);
  const spoken = new Set(languages);
  const known = new Set(model.vocabulary);

  const canJudge = ({ tokens, language }: PreparedText): boolean =>
    tokens !== '' && (spoken.has(language) || (language === UNDETERMINED && knowsEnough(tokens, known)));

  const score = async (tokens: readonly string[]): Promise<Explained> =>
    wanted && backend.explain
      ? backend.explain(tokens)
      : { scores: await backend.score(tokens), evidence: [] };

  return {
    model: id,
    async classify(batch) {
      const judgements = new Array<Judgement | null>(batch.length).fill(null);
      const judged: number[] = [];
      const tokens: string[] = [];
      for (const [i, post] of batch.entries()) {
        if (!canJudge(post)) continue;
        judged.push(i);
        tokens.push(post.tokens);
      }
      if (tokens.length === 0) return judgements;
      const { scores, evidence } = await score(tokens);
      for (const [row, i] of judged.entries()) {
        const at = row * outputs;
        const sentiment = sentimentOf(
          scores[at + negative] as number,
          neutral < 0 ? 0 : (scores[at + neutral] as number),
          scores[at + positive] as number,
        );
        judgements[i] = { model: id, sentiment, evidence: evidence[row] ?? noEvidence };
      }
      return judgements;
    },
    tableBytes: () => backend.tableBytes?.() ?? 0,
    mostTableBytes: () => backend.mostTableBytes?.() ?? 0,
    close: () => backend.close(),
  };
}
