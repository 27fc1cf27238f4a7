import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';
import { decodeFloat16, encodeFloat16 } from './float16.ts';
import { manifestSchema, type Manifest, type StoredWeight, weightShapes } from './manifest.ts';
import { type Model, PAD, UNKNOWN, type Weight } from './model.ts';

/** Where the models that ship lie, whatever the working directory is. */
export const shippedModels = fileURLToPath(new URL('../../../models', import.meta.url));

/**
 * Reads models/<name>/ and checks that its files fit each other.
 * @throws MODEL_NOT_FOUND; MODEL_INVALID naming the file and what is wrong with it.
 */
export async function loadModel(name: string, modelsDir = shippedModels): Promise<Model> {
  const { weights: stored, ...manifest } = await readManifest(name, modelsDir);
  const [vocabularyText, bytes, card] = await Promise.all([
    readPart(name, modelsDir, 'vocabulary.txt').then((part) => part.toString('utf8')),
    readPart(name, modelsDir, 'weights.bin'),
    readPart(name, modelsDir, 'card.md').then((part) => part.toString('utf8')),
  ]);
  const vocabulary = parseVocabulary(name, vocabularyText);
  checkWeights(name, manifest, vocabulary.length, stored);
  const weights = new Map(stored.map((weight) => [weight.name, decodeWeight(name, weight, bytes)]));
  const { architecture } = manifest;
  if (architecture.type !== 'average') return { manifest, vocabulary, weights, card };
  const folder = join(modelsDir, name);
  const members = await Promise.all(architecture.members.map((member) => loadModel(member.name, folder)));
  return { manifest, vocabulary, weights, members, card };
}

/**
 * models/<name>/model.json alone.
 * @throws MODEL_NOT_FOUND, MODEL_INVALID
 */
export async function readManifest(name: string, modelsDir = shippedModels): Promise<Manifest> {
  let text: string;
  try {
    if (!manifestSchema.shape.name.safeParse(name).success) throw new Error('not a name of a model');
    text = await readFile(join(modelsDir, name, 'model.json'), 'utf8');
  } catch (cause) {
    throw new TonewatchError('MODEL_NOT_FOUND', `no model '${name}' in ${modelsDir}`, { cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw invalid(name, 'model.json', messageOf(cause));
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) throw invalid(name, 'model.json', z.prettifyError(parsed.error));
  if (parsed.data.name !== name) {
    throw invalid(name, 'model.json', `name is '${parsed.data.name}', the folder is '${name}'`);
  }
  return parsed.data;
}

/** Names of the folders in modelsDir that hold a model.json, sorted. */
export async function listModels(modelsDir = shippedModels): Promise<string[]> {
  const entries = await readdir(modelsDir, { recursive: false, withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const held = await Promise.all(
    folders.map(async (name) => (await readdir(join(modelsDir, name))).includes('model.json')),
  );
  return folders.filter((_, i) => held[i]).sort();
}

/**
 * Writes models/<manifest.name>/, over what is there; model.json last, so that a folder with one is complete.
 * @throws MODEL_INVALID when weights, vocabulary and architecture do not fit each other.
 */
export async function saveModel(model: Model, modelsDir = shippedModels): Promise<void> {
  const manifest = { ...model.manifest, weights: [] as StoredWeight[] };
  const { name } = manifest;
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [weightName, { shape, dtype, values }] of model.weights) {
    const array = dtype === 'float16' ? encodeFloat16(values) : values;
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const padding = -bytes.length & 3;
    manifest.weights.push({ name: weightName, shape: [...shape], dtype, offset });
    parts.push(bytes, new Uint8Array(padding));
    offset += bytes.length + padding;
  }
  const vocabulary = `${model.vocabulary.join('\n')}\n`;
  checkWeights(name, manifest, parseVocabulary(name, vocabulary).length, manifest.weights);

  const folder = join(modelsDir, name);
  await mkdir(folder, { recursive: true });
  for (const member of model.members ?? []) await saveModel(member, folder);
  await writeFile(join(folder, 'weights.bin'), Buffer.concat(parts));
  await writeFile(join(folder, 'vocabulary.txt'), vocabulary);
  await writeFile(join(folder, 'card.md'), model.card);
  await writeFile(join(folder, 'model.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

const invalid = (name: string, file: string, problem: string): TonewatchError =>
  new TonewatchError('MODEL_INVALID', `${name}/${file}: ${problem.replace(/\s+/gu, ' ')}`);

async function readPart(name: string, modelsDir: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(modelsDir, name, file));
  } catch (cause) {
    throw invalid(name, file, messageOf(cause));
  }
}

function parseVocabulary(name: string, text: string): string[] {
  const vocabulary = text.replace(/\n$/u, '').split('\n');
  if (vocabulary[0] !== PAD || vocabulary[1] !== UNKNOWN) {
    throw invalid(name, 'vocabulary.txt', `must begin with ${PAD} and ${UNKNOWN}`);
  }
  const seen = new Set<string>();
  for (const [row, token] of vocabulary.entries()) {
    if (token === '' || /\s/u.test(token) || seen.has(token)) {
      throw invalid(name, 'vocabulary.txt', `line ${row + 1} is empty, has a space in it or is there twice`);
    }
    seen.add(token);
  }
  return vocabulary;
}

function checkWeights(
  name: string,
  manifest: Omit<Manifest, 'weights'>,
  vocabularySize: number,
  stored: readonly StoredWeight[],
): void {
  const expected = weightShapes(manifest, vocabularySize);
  for (const { name: weight, shape } of expected) {
    const found = stored.find((each) => each.name === weight);
    if (found?.shape.join() !== shape.join()) {
      const has = found ? `has shape [${found.shape.join(', ')}]` : 'is missing';
      throw invalid(name, 'model.json', `weight ${weight} ${has}, expected [${shape.join(', ')}]`);
    }
  }
  if (stored.length !== expected.length) {
    throw invalid(name, 'model.json', `${stored.length} weights, expected ${expected.length}`);
  }
}

function decodeWeight(
  name: string,
  { name: weight, shape, dtype, offset }: StoredWeight,
  file: Buffer,
): Weight {
  const count = shape.reduce((product, size) => product * size, 1);
  const size = count * (dtype === 'float16' ? 2 : 4);
  if (offset + size > file.length) {
    throw invalid(
      name,
      'weights.bin',
      `${weight} needs bytes ${offset} to ${offset + size}, the file has ${file.length}`,
    );
  }
  const bytes = Uint8Array.prototype.slice.call(file, offset, offset + size);
  const values =
    dtype === 'float16' ? decodeFloat16(new Uint16Array(bytes.buffer)) : new Float32Array(bytes.buffer);
  if (!values.every(Number.isFinite))
    throw invalid(name, 'weights.bin', `${weight} has infinite or missing numbers`);
  return { shape, dtype, values };
}
