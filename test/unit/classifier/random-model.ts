import type { CnnArchitecture } from '#shared/classifier/architectures/cnn.ts';
import { type Manifest, weightShapes } from '#shared/classifier/model/manifest.ts';
import type { Subwords } from '#shared/classifier/subwords/subwords.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import { seeded } from '../../fixtures/generated-posts.ts';

/** Numbers spread evenly over [-1, 1), from a seed. */
export function numbersFrom(seed: number): () => number {
  const random = seeded(seed);
  return () => random() * 2 - 1;
}

export interface ModelShape extends Partial<Omit<CnnArchitecture, 'type'>> {
  readonly seed?: number;
  readonly words?: readonly string[];
  readonly name?: string;
  readonly maxTokens?: number;
  readonly dtype?: 'float16' | 'float32';
  readonly subwords?: Subwords;
}

/** A model that has learned nothing: every weight is random, the pad row too. */
export function randomModel(shape: ModelShape = {}): Model {
  const { seed = 1, words = ['good', 'bad', 'flight', 'the'], name = 'random' } = shape;
  const { embedding = 8, widths = [1, 2, 3], filters = 4, maxTokens = 64, dtype = 'float16' } = shape;
  const architecture = { type: 'cnn' as const, embedding, widths, filters };
  const vocabulary = ['<pad>', '<unk>', ...words];
  const next = numbersFrom(seed);
  const manifest: Omit<Manifest, 'weights'> = {
    format: 1,
    name,
    version: 1,
    languages: ['en'],
    preprocessing: 'posts-1',
    maxTokens,
    ...(shape.subwords ? { subwords: shape.subwords } : {}),
    architecture,
    output: {
      type: 'classes',
      labels: ['negative', 'neutral', 'positive'],
      calibration: { temperature: 1.3, bias: [0.1, -0.2, 0.05] },
    },
  };
  return {
    manifest,
    vocabulary,
    weights: new Map(
      weightShapes(manifest, vocabulary.length).map(({ name: weight, shape }) => [
        weight,
        {
          shape,
          dtype,
          values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => next()),
        },
      ]),
    ),
    card: `# ${name}\n`,
  };
}
