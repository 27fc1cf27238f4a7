import { join } from 'node:path';
import { hardCases } from '../augmentation/hard-cases.ts';
import { createRandom } from '../training/random.ts';
import { comparable } from './comparable.ts';
import type { CorpusRecipe } from './corpus-schema.ts';
import { chooseSides } from './development-part.ts';
import { readLabelledTexts } from './labelled-texts.ts';
import { readTexts } from './unlabelled-texts.ts';
import { collapseSpace, readSoftLabels, type SoftLabel, type SoftLabels } from './soft-labels.ts';
import { threeClasses } from './target.ts';

/** A text to learn from: with a label that people gave, a teacher's opinion, or both. */
export interface Example {
  readonly text: string;
  /** Position in the labels of the target, −1 where nobody labelled it; the rating where ratings are learnt. */
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

/** What a model says of texts: its probabilities of the target's labels. */
export type Teach = (model: string, texts: readonly string[]) => Promise<readonly SoftLabel[]>;

export interface Corpus {
  readonly training: readonly Example[];
  /** Held out: chooses the epoch and fits the calibration. All have labels. */
  readonly development: readonly Example[];
  readonly sources: readonly Source[];
}

/** A text as it came, with what decides whether and where it is used. */
interface Candidate {
  readonly text: string;
  readonly label: number;
  readonly soft?: SoftLabel | undefined;
  readonly group?: string | undefined;
}

/**
 * Reads what a recipe names under `dataDir`. Texts that equal an excluded one, or one that was read before, are left
 * out, where links, mentions, case and punctuation do not count (see `comparable`); so development and training parts
 * share no text either. The same files give the same corpus in the same order.
 * @param teach needed where the recipe has unlabelled texts with a teacher.
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function readCorpus(recipe: CorpusRecipe, dataDir: string, teach?: Teach): Promise<Corpus> {
  const target = recipe.target ?? threeClasses;
  const held = recipe.development;
  const softLabels: SoftLabels =
    recipe.softLabels && target.type === 'classes'
      ? await readSoftLabels(join(dataDir, recipe.softLabels.file), target.labels)
      : new Map();
  const seen = new Set<string>();
  const excluded = await readExcluded(recipe, dataDir);
  const training: Example[] = [];
  const development: Example[] = [];
  const sources: Source[] = [];

  /** Those that are neither excluded nor seen before, with their keys. */
  const fresh = (texts: Iterable<Candidate>, count: (left: 'excluded' | 'repeated') => void): Keyed[] => {
    const kept: Keyed[] = [];
    for (const candidate of texts) {
      const key = comparable(candidate.text);
      if (excluded.has(key)) count('excluded');
      else if (seen.has(key)) count('repeated');
      else {
        seen.add(key);
        kept.push({ ...candidate, key });
      }
    }
    return kept;
  };

  // First, so that a copy among the training files is the one that goes.
  if ('whole' in held) {
    const { rows } = await readLabelledTexts(join(dataDir, held.file), held, target);
    for (const { text, label } of fresh(rows, () => undefined)) {
      development.push({ text, label, soft: undefined, source: 0 });
    }
  }
  const take = (about: Omit<Source, 'taken' | 'excluded' | 'repeated'>, texts: Iterable<Candidate>): void => {
    const source = { ...about, taken: 0, excluded: 0, repeated: 0 };
    const index = sources.push(source) - 1;
    const kept = fresh(texts, (left) => source[left]++);
    const sides = !('whole' in held) && source.file === held.file && chooseSides(kept, held, recipe.seed);
    for (const [i, { text, label, soft }] of kept.entries()) {
      const side = sides ? sides[i] : 'training';
      if (side === 'training') source.taken++;
      if (side === 'unused') continue;
      (side === 'development' ? development : training).push({ text, label, soft, source: index });
    }
  };

  for (const { file, text, label, classes, ...rest } of recipe.data) {
    const group = 'by' in held && held.file === file ? held.by : undefined;
    const { rows } = await readLabelledTexts(join(dataDir, file), { text, label, classes, group }, target);
    const soft = softLabels.get(file);
    take(
      { file, ...rest },
      soft ? rows.map((row) => ({ ...row, soft: soft.get(collapseSpace(row.text)) })) : rows,
    );
  }
  for (const { source: file, ...rest } of recipe.softLabels?.alone ?? []) {
    const texts = softLabels.get(file) ?? new Map<string, SoftLabel>();
    take(
      { file, ownBias: false, ...rest },
      [...texts].map(([text, soft]) => ({ text, label: -1, soft })),
    );
  }
  for (const { file, text, teacher, ...rest } of recipe.unlabelled ?? []) {
    if (!teach) throw new Error(`${file}: no teacher at hand`);
    const texts: string[] = [];
    for await (const each of readTexts(join(dataDir, file), text)) texts.push(each);
    const opinions = await teach(teacher, texts);
    take(
      { file, ownBias: false, ...rest },
      texts.map((each, i) => ({ text: each, label: -1, soft: opinions[i] })),
    );
  }
  if (recipe.hardCases) {
    const { count, weight } = recipe.hardCases;
    const about = 'posts made from sentences of our own: negation, change over time, wishes, questions';
    take(
      { file: 'hard cases', ownBias: false, weight, about, licence: 'of this project' },
      hardCases(count, createRandom(recipe.seed)).map((each) => ({ ...each, label: -1 })),
    );
  }
  return { training, development, sources };
}

type Keyed = Candidate & { readonly key: string };

async function readExcluded({ exclude, target }: CorpusRecipe, dataDir: string): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const { file, ...columns } of exclude) {
    const { rows } = await readLabelledTexts(join(dataDir, file), columns, target);
    for (const { text } of rows) keys.add(comparable(text));
  }
  return keys;
}
