import { z } from 'zod';
import type { Encoder } from './encoder.ts';
import { lstmCell } from './recurrent/lstm-cell.ts';
import { recurrentEncoder, recurrentFields } from './recurrent/recurrent-encoder.ts';

/**
 * A long short-term memory over the tokens, in one direction or in both (Hochreiter and Schmidhuber 1997; Schuster and
 * Paliwal 1997, "Bidirectional recurrent neural networks"). Exactly, for all backends:
 *
 * 1. the first `maxTokens` tokens become vectors, as for a CNN; there are no pads;
 * 2. lstmCell goes over them from state and memory 0, a second one with weights of its own from the last to the first;
 *    a token's state is that of both directions after it, side by side;
 * 3. the states are pooled (see poolingLayer), each way, in the order of `pooling`: the features of the dense layer.
 */
export const lstmSchema = z.strictObject({ type: z.literal('lstm'), ...recurrentFields });
export type LstmArchitecture = z.infer<typeof lstmSchema>;

export const lstmEncoder = (spec: LstmArchitecture): Encoder => recurrentEncoder('lstm', lstmCell, spec);
