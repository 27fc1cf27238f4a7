import { z } from 'zod';
import type { Encoder } from './encoder.ts';
import { gruCell } from './recurrent/gru-cell.ts';
import { recurrentEncoder, recurrentFields } from './recurrent/recurrent-encoder.ts';

/** Gated recurrent units over the tokens, in one direction or in both (Cho et al. 2014), padded on the left. */
export const gruSchema = z.strictObject({ type: z.literal('gru'), ...recurrentFields });
export type GruArchitecture = z.infer<typeof gruSchema>;

export const gruEncoder = (spec: GruArchitecture): Encoder => recurrentEncoder('gru', gruCell, spec, 'end');
