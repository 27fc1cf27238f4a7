import { z } from 'zod';
import { inspectText } from '#shared/classifier/inspection/inspect-text.ts';
import {
  type Neighbour,
  nearestWords,
  type WordVectors,
} from '#shared/classifier/inspection/nearest-words.ts';
import { learnedVectors, readWordVectors } from '#shared/classifier/inspection/read-word-vectors.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { describeNeighbours } from './describe-words.ts';
import { describeInspection, type Verdict } from './describe-inspection.ts';
import { inspectionJson } from './inspection-json.ts';
import { type OpenedModel, openModel, outputNames } from '../open-model.ts';
import { showFilters } from './show-filters.ts';
import { writeLayerPlots, writeText } from '../write-pictures.ts';
import { drawWordMap } from '../draw-word-map.ts';

const optionsSchema = z.object({
  text: z.string().optional(),
  model: z.string(),
  layers: z.boolean().default(false),
  plots: z.string().optional(),
  filters: z.boolean().default(false),
  data: z.string().optional(),
  textColumn: z.string().optional(),
  labelColumn: z.string().optional(),
  nearest: z.string().optional(),
  map: z.string().optional(),
  embeddings: z.string().optional(),
  json: z.boolean().default(false),
});
type InspectOptions = z.infer<typeof optionsSchema>;

const NEIGHBOURS = 12;

/**
 * Looks inside a model and prints what is there on stdout.
 * @throws TonewatchError CONFIG_INVALID, INPUT_FILE_UNREADABLE, MODEL_NOT_FOUND, MODEL_INVALID
 */
export async function runInspect(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  const { text, filters, nearest, map } = options;
  const wanted = [text, filters || undefined, nearest, map].filter((each) => each !== undefined);
  if (wanted.length !== 1) {
    throw new TonewatchError('CONFIG_INVALID', 'give one of: a text, --filters, --nearest WORD, --map FILE');
  }
  const opened = await openModel(options.model);
  if (text !== undefined) await showText(opened, text, options);
  else if (filters) console.log(await showFilters(opened, options));
  else if (nearest !== undefined) await showNearest(opened, nearest, options);
  else if (map !== undefined) {
    await writeText(map, await drawWordMap(opened, options.embeddings));
    console.log(`${map} is written`);
  }
  opened.backend.close();
}

async function showText(
  opened: OpenedModel,
  text: string,
  { json, layers, plots }: InspectOptions,
): Promise<void> {
  const prepared = prepareText(text);
  const inspection = inspectText(opened.model, prepared);
  const scores = [...(await opened.backend.score([prepared])).slice(0, outputNames(opened).length)];
  const verdict: Verdict = { model: opened.id, outputs: outputNames(opened), scores };
  if (plots !== undefined) await writeLayerPlots(plots, inspection);
  console.log(
    json
      ? JSON.stringify(inspectionJson(verdict, inspection))
      : describeInspection(verdict, inspection, layers),
  );
}

async function showNearest(opened: OpenedModel, word: string, options: InspectOptions): Promise<void> {
  const sources: [string, WordVectors][] = [[opened.id, learnedVectors(opened.model)]];
  if (options.embeddings !== undefined) {
    sources.push([options.embeddings, await readWordVectors(options.embeddings)]);
  }
  const found = sources.map(([name, vectors]) => ({ name, neighbours: neighboursOf(vectors, word) }));
  if (found.every(({ neighbours }) => neighbours === undefined)) {
    throw new TonewatchError('CONFIG_INVALID', `--nearest: '${word}' is in no vocabulary here`);
  }
  console.log(options.json ? JSON.stringify({ word, nearest: found }) : describeNeighbours(word, found));
}

function neighboursOf(vectors: WordVectors, word: string): Neighbour[] | undefined {
  const row = vectors.words.indexOf(word);
  return row < 0 ? undefined : nearestWords(vectors, row, NEIGHBOURS);
}
