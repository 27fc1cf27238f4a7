import { z } from 'zod';
import { type AverageSpec, describeAverage } from '../average/spec.ts';
import { type BagOfWordsSpec, describeBagOfWords } from '../bag-of-words/spec.ts';
import { cnnEncoder, cnnSchema } from './cnn.ts';
import { denseEncoder, denseSchema } from './dense.ts';
import type { Encoder } from './encoder.ts';
import { gruEncoder, gruSchema } from './gru.ts';
import { lstmEncoder, lstmSchema } from './lstm.ts';
import { describeRecurrent } from './recurrent/recurrent-encoder.ts';

/** A new architecture is a file like cnn.ts, its schema here, and a case below. */
export const architectureSchema = z.discriminatedUnion('type', [
  cnnSchema,
  denseSchema,
  lstmSchema,
  gruSchema,
]);
export type ArchitectureSpec = z.infer<typeof architectureSchema>;

/** @param maxTokens tokens that are read of a text: the positions of architectures that need a fixed number. */
export function encoderOf(spec: ArchitectureSpec, maxTokens: number): Encoder {
  switch (spec.type) {
    case 'cnn':
      return cnnEncoder(spec);
    case 'dense':
      return denseEncoder(spec, maxTokens);
    case 'lstm':
      return lstmEncoder(spec);
    case 'gru':
      return gruEncoder(spec);
  }
}

/** What a model is made of, in a few words for people. */
export function describeArchitecture(spec: ArchitectureSpec | BagOfWordsSpec | AverageSpec): string {
  switch (spec.type) {
    case 'average':
      return describeAverage(spec);
    case 'bag-of-words':
      return describeBagOfWords(spec);
    case 'cnn':
      return `CNN ${spec.widths.join(' ')} × ${spec.filters}, embedding ${spec.embedding}`;
    case 'dense':
      return `dense ${spec.units}, embedding ${spec.embedding}`;
    case 'lstm':
      return `LSTM ${describeRecurrent(spec)}`;
    case 'gru':
      return `GRU ${describeRecurrent(spec)}`;
  }
}
