import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';
import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Fingerprint } from './fingerprint.ts';

const floats = z.custom<Float32Array>((value) => value instanceof Float32Array);
const integers = z.custom<Int32Array>((value) => value instanceof Int32Array);

const checkpointSchema = z.object({
  format: z.literal(1),
  fingerprint: z.object({ recipe: z.string(), data: z.string() }),
  position: z.object({ epoch: z.int(), steps: z.int(), done: z.int(), loss: z.number() }),
  random: z.array(z.number()),
  /** Values of the network and memory of its optimisers. */
  state: z.array(z.union([floats, integers])),
  /** Of the epochs before. */
  history: z.array(
    z.object({
      epoch: z.int(),
      loss: z.number(),
      development: z.record(z.string(), z.number()),
      learningRate: z.number(),
      seconds: z.number(),
    }),
  ),
  /** Seconds that the epoch has taken up to here. */
  seconds: z.number(),
  /** The best epoch: its weights, and its logits on the development part. */
  best: z
    .object({
      epoch: z.int(),
      weights: z.map(z.string(), z.object({ shape: z.array(z.int()).readonly(), values: floats })),
      logits: floats,
    })
    .optional(),
});

/** A training run between two steps: who goes on from it gets what it would have got without a stop, to the bit. */
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** Keeps the latest checkpoint of a run in a folder. */
export interface CheckpointFile {
  readonly path: string;
  /** Replaces the one before at once: at no moment is there none, or half of one. */
  write(checkpoint: Omit<Checkpoint, 'format'>): Promise<void>;
  /**
   * The latest one, if there is any.
   * @throws TonewatchError CONFIG_INVALID when it is of another recipe or other data, or not whole.
   */
  read(fingerprint: Fingerprint): Promise<Checkpoint | undefined>;
  /** Removes it, with its folder if nothing else is in there. */
  remove(): Promise<void>;
}

export function checkpointIn(folder: string): CheckpointFile {
  const path = join(folder, 'checkpoint');
  const refuse = (why: string): TonewatchError =>
    new TonewatchError('CONFIG_INVALID', `--checkpoints: ${path} ${why}: remove it, or name another folder`);
  return {
    path,
    async write(checkpoint) {
      await mkdir(folder, { recursive: true });
      await writeFile(`${path}.part`, serialize({ format: 1, ...checkpoint }), { flush: true });
      await rename(`${path}.part`, path);
    },
    async read(fingerprint) {
      const bytes = await readFile(path).catch((cause: unknown) => {
        if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
        throw refuse(`cannot be read (${messageOf(cause)})`);
      });
      if (!bytes) return undefined;
      const checkpoint = parse(bytes);
      if (!checkpoint) throw refuse('is not a checkpoint of this release');
      if (checkpoint.fingerprint.recipe !== fingerprint.recipe) throw refuse('is of another recipe');
      if (checkpoint.fingerprint.data !== fingerprint.data) throw refuse('is of other data or vectors');
      return checkpoint;
    },
    async remove() {
      await rm(path, { force: true });
      await rm(`${path}.part`, { force: true });
    },
  };
}

function parse(bytes: Buffer): Checkpoint | undefined {
  try {
    return checkpointSchema.parse(deserialize(bytes));
  } catch {
    return undefined;
  }
}
