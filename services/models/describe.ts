import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeArchitecture } from '#shared/classifier/architectures/architecture.ts';
import { type Manifest, type Measured, modelId } from '#shared/classifier/model/manifest.ts';
import { listModels, readManifest, shippedModels } from '#shared/classifier/model/store.ts';
import { messageOf } from '#shared/errors/tonewatch-error.ts';

export type ModelDescription =
  | {
      readonly name: string;
      /** As mentions carry it: `posts-cnn@1`. */
      readonly model: string;
      readonly version: number;
      /** In words: `CNN 1 2 3 × 64, embedding 100`. */
      readonly architecture: string;
      readonly languages: readonly string[];
      /** Tokens or n-grams that it knows. */
      readonly vocabulary: number;
      /** Size of its weights on disk. */
      readonly bytes: number;
      /** How good it was found to be; null where model.json does not say. */
      readonly measured: Measured | null;
      /** card.md: data, metrics, date. */
      readonly card: string;
    }
  | { readonly name: string; readonly error: string };

/** Weights with a row for each token or n-gram. */
const TABLES: readonly string[] = ['embedding', 'n-grams/kernel'];

/** All models of a folder, by name. One that cannot be read is listed with the reason. */
export async function describeModels(modelsDir = shippedModels): Promise<ModelDescription[]> {
  const names = await listModels(modelsDir);
  return Promise.all(
    names.map((name) =>
      describe(name, modelsDir).catch((error: unknown) => ({ name, error: messageOf(error) })),
    ),
  );
}

async function describe(name: string, modelsDir: string): Promise<ModelDescription> {
  const manifest = await readManifest(name, modelsDir);
  return {
    name,
    model: modelId(manifest),
    version: manifest.version,
    architecture: describeArchitecture(manifest.architecture),
    languages: manifest.languages,
    vocabulary: manifest.weights.find(({ name: weight }) => TABLES.includes(weight))?.shape[0] ?? 0,
    bytes: await bytesOf(manifest, join(modelsDir, name)),
    measured: manifest.measured ?? null,
    card: join(modelsDir, name, 'card.md'),
  };
}

/** Those of its members too. */
async function bytesOf({ architecture }: Manifest, folder: string): Promise<number> {
  const { size } = await stat(join(folder, 'weights.bin'));
  if (architecture.type !== 'average') return size;
  const members = await Promise.all(
    architecture.members.map(async ({ name }) => bytesOf(await readManifest(name, folder), join(folder, name))),
  );
  return members.reduce((sum, bytes) => sum + bytes, size);
}
