import { z } from 'zod';
import type { Encoder } from './encoder.ts';
import { lstmCell } from './recurrent/lstm-cell.ts';
import { recurrentEncoder, recurrentFields } from './recurrent/recurrent-encoder.ts';

/**
 * A long short-term memory over the tokens, in one direction or in both (Hochreiter and Schmidhuber 1997; Schuster and
 * Paliwal 1997, "Bidirectional recurrent neural networks").
 */
export const lstmSchema = z.strictObject({ type: z.literal('lstm'), ...recurrentFields });
export type LstmArchitecture = z.infer<typeof lstmSchema>;

export const lstmEncoder = (spec: LstmArchitecture): Encoder => recurrentEncoder('lstm', lstmCell, spec);
