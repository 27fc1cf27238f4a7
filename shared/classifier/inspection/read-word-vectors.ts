import { readFile } from 'node:fs/promises';
import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';
import { readLines } from '../dataset/table.ts';
import { type Model, weightValues } from '../model/model.ts';
import type { WordVectors } from './nearest-words.ts';

/**
 * Pretrained vectors as training takes them: `<path>.words`, a word a line, and `<path>.f32`, little-endian, row-major.
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function readWordVectors(path: string): Promise<WordVectors> {
  const words = await readLines(`${path}.words`);
  try {
    const { buffer, byteOffset, byteLength } = await readFile(`${path}.f32`);
    if (byteLength % (words.length * 4) !== 0) {
      throw new Error(`${byteLength} bytes are no whole number of vectors for ${words.length} words`);
    }
    const values = new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
    return { words, dimensions: values.length / words.length, values };
  } catch (cause) {
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}.f32: ${messageOf(cause)}`, { cause });
  }
}

/**
 * The vectors that a model has learned, the commonest token first behind `<pad>` and `<unk>`.
 * @throws TonewatchError MODEL_INVALID when it has none, as a bag of words.
 */
export function learnedVectors(model: Model): WordVectors {
  const { architecture, name } = model.manifest;
  if (!('embedding' in architecture)) {
    throw new TonewatchError(
      'MODEL_INVALID',
      `${name}: has no word vectors of its own, being ${architecture.type}`,
    );
  }
  const values = weightValues(model, 'embedding');
  return { words: model.vocabulary, dimensions: architecture.embedding, values };
}
