import { open } from 'node:fs/promises';
import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';
import { readLines } from '../dataset/table.ts';
import { PAD_ROW } from '../model/model.ts';
import type { Random } from './random.ts';

/** Parts of `<broken-heart>` or `jay-z`. */
const PARTS = /[\p{L}\p{N}]+/gu;

/** The name of no pretrained vectors. */
export const RANDOM = 'random';

export interface Start {
  /** RANDOM, or the path of pretrained vectors without `.words` and `.f32`. */
  readonly from: string;
  /** Standard deviation: of the noise, or what is pretrained is rescaled to. */
  readonly deviation: number;
  readonly random: Random;
}

/**
 * Vectors to start training from, either normal noise, or pretrained ones from `<from>.words` and `<from>.f32`: a token
 * that has none there starts from the mean of its parts' (`<broken-heart>`), or else from noise; everything pretrained
 * is rescaled to one standard deviation. `<pad>` starts at zero.
 * @returns [vocabulary, dimensions], row-major.
 * @throws TonewatchError INPUT_FILE_UNREADABLE when the files are missing or of other dimensions.
 */
export async function startVectors(
  vocabulary: readonly string[],
  dimensions: number,
  start: Start,
): Promise<Float32Array> {
  if (start.from !== RANDOM) return pretrainedVectors(vocabulary, dimensions, start);
  const values = new Float32Array(vocabulary.length * dimensions);
  for (let at = (PAD_ROW + 1) * dimensions; at < values.length; at++) {
    values[at] = start.random.normal() * start.deviation;
  }
  return values;
}

async function pretrainedVectors(
  vocabulary: readonly string[],
  dimensions: number,
  { from: path, deviation, random }: Start,
): Promise<Float32Array> {
  const rows = new Map((await readLines(`${path}.words`)).map((word, row) => [word, row]));
  const pretrained = await readVectors(`${path}.f32`, rows.size, dimensions);
  const values = new Float32Array(vocabulary.length * dimensions);
  const isFound = vocabulary.map((token, row) => {
    if (row === PAD_ROW) return false;
    const parts = rows.has(token) ? [token] : (token.match(PARTS) ?? []);
    const known = parts.flatMap((part) => rows.get(part) ?? []);
    for (const from of known) {
      for (let d = 0; d < dimensions; d++) {
        const at = row * dimensions + d;
        values[at] = (values[at] ?? 0) + (pretrained[from * dimensions + d] ?? 0) / known.length;
      }
    }
    return known.length > 0;
  });
  const scale = deviation / deviationOf(values, isFound, dimensions);
  for (const [row, found] of isFound.entries()) {
    for (let at = row * dimensions; at < (row + 1) * dimensions; at++) {
      // Noise at half the deviation: a word that nothing is known of should not shout.
      values[at] = found
        ? (values[at] ?? 0) * scale
        : row === PAD_ROW
          ? 0
          : (random.normal() * deviation) / 2;
    }
  }
  return values;
}

function deviationOf(values: Float32Array, isFound: readonly boolean[], dimensions: number): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (const [row, found] of isFound.entries()) {
    if (!found) continue;
    for (const value of values.subarray(row * dimensions, (row + 1) * dimensions)) {
      sum += value;
      squares += value * value;
      count++;
    }
  }
  return Math.sqrt(squares / count - (sum / count) ** 2) || 1;
}

/** Vectors of a file, [words, dimensions], row-major. */
export async function readVectors(path: string, words: number, dimensions: number): Promise<Float32Array> {
  try {
    const file = await open(path);
    try {
      const vectors = new Float32Array(words * dimensions);
      const { size } = await file.stat();
      if (size !== vectors.byteLength) {
        throw new Error(`${size} bytes, expected ${vectors.byteLength} for ${words} words × ${dimensions}`);
      }
      await file.read(new Uint8Array(vectors.buffer), 0, size, 0);
      return vectors;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}: ${messageOf(cause)}`, { cause });
  }
}
