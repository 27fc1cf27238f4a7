import { join } from 'node:path';
import type { Recipe } from '../training/recipe.ts';
import { comparable } from './comparable.ts';
import { readLabelledTexts } from './labelled-texts.ts';
import { collapseSpace, readSoftLabels, type SoftLabel, type SoftLabels } from './soft-labels.ts';

/** A text to learn from: with a label that people gave, a teacher's opinion, or both. */
export interface Example {
  readonly text: string;
  /** 0 negative, 1 neutral, 2 positive; −1: nobody labelled it. */
  readonly label: number;
  readonly soft: SoftLabel | undefined;
  /** Position in Corpus.sources. */
  readonly source: number;
}

export interface Source {
  readonly file: string;
  readonly weight: number;
  readonly ownBias: boolean;
  readonly about: string;
  readonly licence: string;
  /** Examples taken for training. */
  taken: number;
  /** Left out: equal to a text that must not be trained on. */
  excluded: number;
  /** Left out: equal to an earlier one. */
  repeated: number;
}

export interface Corpus {
  readonly training: readonly Example[];
  /** Held out: chooses the epoch and fits the calibration. All have labels. */
  readonly development: readonly Example[];
  readonly sources: readonly Source[];
}

/**
 * Reads what a recipe names under `dataDir`. Texts that equal an excluded one, or one that was read before, are left
 * out, where links, mentions, case and punctuation do not count (see `comparable`); so development and training parts
 * share no text either. The same files give the same corpus in the same order.
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function readCorpus(recipe: Recipe, dataDir: string): Promise<Corpus> {
  const seen = new Set<string>();
  const excluded = await readExcluded(recipe, dataDir);
  const softLabels: SoftLabels = recipe.softLabels
    ? await readSoftLabels(join(dataDir, recipe.softLabels.file))
    : new Map();
  const training: Example[] = [];
  const development: Example[] = [];
  const sources: Source[] = [];

  const take = (source: Source, texts: Iterable<readonly [string, number, SoftLabel | undefined]>): void => {
    const index = sources.push(source) - 1;
    for (const [text, label, soft] of texts) {
      const key = comparable(text);
      if (excluded.has(key)) source.excluded++;
      else if (seen.has(key)) source.repeated++;
      else {
        seen.add(key);
        const held = source.file === recipe.development.file && inShare(key, recipe);
        if (!held) source.taken++;
        (held ? development : training).push({ text, label, soft, source: index });
      }
    }
  };

  for (const { file, text, label, classes, ...rest } of recipe.data) {
    const { rows } = await readLabelledTexts(join(dataDir, file), { text, label, classes });
    const soft = softLabels.get(file);
    take(
      { file, ...rest, taken: 0, excluded: 0, repeated: 0 },
      rows.map((row) => [row.text, row.label, soft?.get(collapseSpace(row.text))] as const),
    );
  }
  for (const { source: file, ...rest } of recipe.softLabels?.alone ?? []) {
    const texts = softLabels.get(file) ?? new Map<string, SoftLabel>();
    take(
      { file, ownBias: false, ...rest, taken: 0, excluded: 0, repeated: 0 },
      [...texts].map(([text, soft]) => [text, -1, soft] as const),
    );
  }
  return { training, development, sources };
}

async function readExcluded({ exclude }: Recipe, dataDir: string): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const { file, ...columns } of exclude) {
    const { rows } = await readLabelledTexts(join(dataDir, file), columns);
    for (const { text } of rows) keys.add(comparable(text));
  }
  return keys;
}

/** Chooses by the text itself, so that a text stays on its side when others come or go. FNV-1a, salted with the seed. */
function inShare(key: string, { seed, development }: Recipe): boolean {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x2c1b3c6d) >>> 0) / 2 ** 32 < development.share;
}
