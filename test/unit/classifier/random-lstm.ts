import type { LstmArchitecture } from '#shared/classifier/architectures/lstm.ts';
import type { LstmModel } from '#shared/classifier/compiled/recurrent/lstm-model.ts';
import { type Manifest, weightShapes } from '#shared/classifier/model/manifest.ts';
import type { Subwords } from '#shared/classifier/subwords/subwords.ts';
import { numbersFrom } from './random-model.ts';

export interface LstmShape extends Partial<Omit<LstmArchitecture, 'type'>> {
  readonly seed?: number;
  readonly words?: readonly string[];
  readonly maxTokens?: number;
  readonly subwords?: Subwords;
}

/** An LSTM that has learned nothing: every weight is random. */
export function randomLstm(shape: LstmShape = {}): LstmModel {
  const { seed = 1, words = ['good', 'bad', 'flight', 'the'], maxTokens = 64 } = shape;
  const { embedding = 8, units = 5, bidirectional = true, pooling = ['attention', 'max'] } = shape;
  const manifest: Omit<Manifest, 'weights'> & { architecture: LstmArchitecture } = {
    format: 1,
    name: 'random-lstm',
    version: 1,
    languages: ['en'],
    preprocessing: 'posts-1',
    maxTokens,
    ...(shape.subwords ? { subwords: shape.subwords } : {}),
    architecture: { type: 'lstm', embedding, units, bidirectional, pooling },
    output: {
      type: 'classes',
      labels: ['negative', 'neutral', 'positive'],
      calibration: { temperature: 1.3, bias: [0.1, -0.2, 0.05] },
    },
  };
  const vocabulary = ['<pad>', '<unk>', ...words];
  const next = numbersFrom(seed);
  const weights = weightShapes(manifest, vocabulary.length).map(({ name, shape: sizes }) => {
    const values = Float32Array.from({ length: sizes.reduce((a, b) => a * b, 1) }, () => next());
    return [name, { shape: sizes, dtype: 'float32' as const, values }] as const;
  });
  return { manifest, vocabulary, weights: new Map(weights), card: '# random-lstm\n' };
}
