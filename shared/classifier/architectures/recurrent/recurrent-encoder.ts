import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Encoder } from '../encoder.ts';
import type { Cell } from './cell.ts';
import { describePooling, poolingSchema } from './pooling.ts';
import { poolingLayer } from './pooling-layer.ts';
import { directionsOf, recurrentLayer, recurrentWeights } from './recurrent-layer.ts';

/** What the architectures with a recurrence have in common. */
export const recurrentFields = {
  /** Numbers in the vector of a token. */
  embedding: z.int().min(1).max(4096),
  /** Numbers in the state of a direction. */
  units: z.int().min(1).max(4096),
  /** Whether a second recurrence reads from the last token to the first. */
  bidirectional: z.boolean(),
  /** How the states of a text become one vector. */
  pooling: poolingSchema,
};
export type RecurrentSpec = z.infer<z.ZodObject<typeof recurrentFields>>;

/** @param name of the recurrent layer. @param align where pads go: they change nothing, on whichever side. */
export function recurrentEncoder(
  name: string,
  cell: Cell,
  spec: RecurrentSpec,
  align: 'start' | 'end' = 'start',
): Encoder {
  const width = directionsOf(spec) * spec.units;
  const attention = spec.pooling.includes('attention')
    ? [{ name: 'attention/kernel', shape: [width, 1] }]
    : [];
  return {
    padding: { front: 0, behind: 0, atLeast: 1, align },
    features: width * spec.pooling.length,
    weights: [...recurrentWeights(name, cell, spec), ...attention],
    build(tensorflow): LayersModel {
      const vectors = tensorflow.input({ shape: [null, spec.embedding], name: 'vectors' });
      const mask = tensorflow.input({ shape: [null], name: 'mask' });
      const states = recurrentLayer(tensorflow, name, cell, spec).apply([vectors, mask]);
      const features = poolingLayer(tensorflow, 'attention', spec).apply([states as SymbolicTensor, mask]);
      return tensorflow.model({ inputs: [vectors, mask], outputs: features as SymbolicTensor });
    },
  };
}

/** For people: `64 in both directions, attention and max, embedding 100`. */
export function describeRecurrent({ units, bidirectional, pooling, embedding }: RecurrentSpec): string {
  const both = bidirectional ? ' in both directions' : '';
  return `${units}${both}, ${describePooling(pooling)}, embedding ${embedding}`;
}
