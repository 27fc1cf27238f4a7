import { type Model, UNKNOWN_ROW, weightValues } from '#shared/classifier/model/model.ts';
import { subwordVector } from '#shared/classifier/subwords/subwords.ts';

/** The vector that a token has by the definition of a model. */
export function vectorOf(model: Model, token: string): Float32Array {
  const { manifest, vocabulary } = model;
  const table = weightValues(model, 'embedding');
  const width = table.length / vocabulary.length;
  const row = vocabulary.indexOf(token);
  // The token `<unk>` itself, should somebody write it, is spelt as any other outside the vocabulary.
  if (row >= 0 && row !== UNKNOWN_ROW) return table.subarray(row * width, (row + 1) * width);
  if (!manifest.subwords) return table.subarray(UNKNOWN_ROW * width, (UNKNOWN_ROW + 1) * width);
  return subwordVector(token, manifest.subwords, weightValues(model, 'subwords'), width);
}
