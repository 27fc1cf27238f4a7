import { basename } from 'node:path';
import { mapsAvailable, mapWords } from '#shared/classifier/inspection/map-words.ts';
import type { WordVectors } from '#shared/classifier/inspection/nearest-words.ts';
import { learnedVectors, readWordVectors } from '#shared/classifier/inspection/read-word-vectors.ts';
import { outputsOf } from '#shared/classifier/model/output.ts';
import { wordMap, type WordMap } from '#shared/classifier/report/svg/word-map.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { OpenedModel } from './open-model.ts';

const WORDS = 500;
/** Marks and punctuation are no words. */
const WORD = /^\p{L}[\p{L}'-]*$/u;

/**
 * A map of the commonest words of a model as SVG, and one of the same words by pretrained vectors beside it.
 * @throws TonewatchError CONFIG_INVALID when umap-js is not installed; INPUT_FILE_UNREADABLE; MODEL_INVALID for a model
 * that has no vectors of its own.
 */
export async function drawWordMap(opened: OpenedModel, embeddings?: string): Promise<string> {
  if (!(await mapsAvailable())) {
    throw new TonewatchError(
      'CONFIG_INVALID',
      '--map: the optional package umap-js is not installed: npm ci',
    );
  }
  const learned = learnedVectors(opened.model);
  const common = learned.words.filter((word) => WORD.test(word)).slice(0, WORDS);
  const tones = await tonesOf(opened, common);
  const maps = [await mapOf(`learned by ${opened.id}`, learned, common, tones)];
  if (embeddings !== undefined) {
    const pretrained = await readWordVectors(embeddings);
    maps.push(await mapOf(`pretrained, ${basename(embeddings)}`, pretrained, common, tones));
  }
  return wordMap(maps, `The ${common.length} commonest words, each in the colour of its tone`);
}

async function mapOf(
  title: string,
  vectors: WordVectors,
  words: readonly string[],
  tones: ReadonlyMap<string, number>,
): Promise<WordMap> {
  const places = new Map(vectors.words.map((word, row) => [word, row]));
  const known = words.flatMap((word) => {
    const row = places.get(word);
    return row === undefined ? [] : [{ word, row }];
  });
  const points = await mapWords(
    vectors,
    known.map(({ row }) => row),
  );
  return {
    title: known.length < words.length ? `${title}: knows ${known.length}` : title,
    words: known.map(({ word }, i) => ({
      word,
      place: points[i] ?? [0, 0],
      tone: tones.get(word) ?? 0,
    })),
  };
}

/** P(positive) − P(negative) of each word as a text of its own; of ratings, from −1 at the lowest to 1. */
async function tonesOf(
  { backend, output }: OpenedModel,
  words: readonly string[],
): Promise<Map<string, number>> {
  const width = outputsOf(output);
  const scores = await backend.score(words);
  const tone = (row: Float32Array): number => {
    if (output.type === 'classes') return (row[width - 1] ?? 0) - (row[0] ?? 0);
    return (2 * ((row[0] ?? 0) - output.lowest)) / (output.highest - output.lowest) - 1;
  };
  return new Map(words.map((word, i) => [word, tone(scores.subarray(i * width, (i + 1) * width))]));
}
