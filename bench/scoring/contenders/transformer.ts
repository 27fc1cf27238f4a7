import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { labels } from '#shared/avro/mention.ts';
import type { Contender } from '../contender.ts';
import { packageVersion } from './package-version.ts';

const PACKAGE = '@huggingface/transformers';
/** Texts in one call of the model: a call is padded to its longest. */
const BATCH = 32;

type Classify = (texts: string[]) => Promise<unknown>;
const library = z.object({
  env: z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null),
  pipeline: z.custom<(task: string, model: string, options: object) => Promise<Classify>>(
    (value) => typeof value === 'function',
  ),
});
const answers = z.array(z.object({ label: z.string() }));

/**
 * A classifier that Transformers.js opens (its own tokeniser, onnxruntime-node), on one thread. The package is looked
 * for from the folder of the model up, then in this checkout; it is no dependency of the project (470 MB).
 * @param dtype `fp32`, `q8`: which weights of the folder.
 */
export async function openTransformer(path: string, dtype: string): Promise<Contender> {
  const folder = resolve(path);
  const home = [folder, import.meta.dirname].find((each) => isThere(each));
  if (home === undefined)
    throw new Error(`${PACKAGE} is not installed; see bench/scoring/transformer/README.md`);
  const { env, pipeline } = library.parse(await import(createRequire(join(home, 'any.js')).resolve(PACKAGE)));
  Object.assign(env, { localModelPath: dirname(folder), allowRemoteModels: false });
  const classify = await pipeline('text-classification', basename(folder), {
    dtype,
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  });
  return {
    name: `${basename(folder)} ${dtype}`,
    version: `transformers.js ${packageVersion(PACKAGE, home)}`,
    labelling: 'likeliest class',
    async score(texts) {
      const cleaned = texts.map(prepare);
      // Alike lengths together: padding costs as much as words.
      const order = [...cleaned.keys()].sort((a, b) => (cleaned[a] ?? '').length - (cleaned[b] ?? '').length);
      const result = new Uint8Array(texts.length);
      for (let start = 0; start < order.length; start += BATCH) {
        const batch = order.slice(start, start + BATCH);
        const answered = answers.parse(await classify(batch.map((i) => cleaned[i] ?? '')));
        for (const [at, i] of batch.entries()) result[i] = positionOf(answered[at]?.label ?? '');
      }
      return result;
    },
    close: () => undefined,
  };
}

function isThere(folder: string): boolean {
  try {
    packageVersion(PACKAGE, folder);
    return true;
  } catch {
    return false;
  }
}

/** As the texts were that it was fine-tuned on: users by one name, no links. */
const prepare = (text: string): string =>
  text
    .replace(/https?:\/\/\S+/gu, '')
    .replace(/@\w+/gu, '@user')
    .trim();

function positionOf(name: string): number {
  const position = (labels as readonly string[]).indexOf(name.toLowerCase());
  if (position < 0) throw new Error(`the transformer answers '${name}', expected ${labels.join(', ')}`);
  return position;
}
