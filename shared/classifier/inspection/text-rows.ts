import { type Model, UNKNOWN_ROW, weightValues } from '../model/model.ts';
import { subwordVector } from '../subwords/subwords.ts';

/** The tokens of one text as a model reads them. */
export interface TextRows {
  readonly tokens: readonly string[];
  /** Row of the vocabulary of each token. */
  readonly rows: Int32Array;
  /** Whether the vocabulary has it. */
  readonly known: readonly boolean[];
  /** [tokens, embedding], row-major. */
  readonly vectors: Float32Array;
}

/** @param prepared tokens of prepareText, separated by a space; those beyond maxTokens are left off. */
export function textRows(model: Model, prepared: string): TextRows {
  const { architecture, maxTokens, subwords } = model.manifest;
  const tokens = prepared
    .split(' ')
    .filter((token) => token !== '')
    .slice(0, maxTokens);
  const places = new Map(model.vocabulary.map((token, row) => [token, row]));
  const rows = Int32Array.from(tokens, (token) => places.get(token) ?? UNKNOWN_ROW);
  const known = tokens.map((token) => places.has(token));
  if (!('embedding' in architecture)) return { tokens, rows, known, vectors: new Float32Array() };
  const embedding = weightValues(model, 'embedding');
  const width = architecture.embedding;
  const vectors = new Float32Array(tokens.length * width);
  for (const [i, row] of rows.entries()) {
    const token = tokens[i] ?? '';
    const spelt = subwords !== undefined && known[i] === false;
    vectors.set(
      spelt
        ? subwordVector(token, subwords, weightValues(model, 'subwords'), width)
        : embedding.subarray(row * width, (row + 1) * width),
      i * width,
    );
  }
  return { tokens, rows, known, vectors };
}
