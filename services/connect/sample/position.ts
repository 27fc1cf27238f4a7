import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { messageOf, TonewatchError } from '#shared/errors/tonewatch-error.ts';

const positionSchema = z.strictObject({
  seed: z.int(),
  /** Milliseconds UTC at which minute 0 of the feed begins. */
  startedAt: z.int(),
  /** The next minute to play. */
  minute: z.int().min(0),
});
export type SamplePosition = z.infer<typeof positionSchema>;

/** The stored position, or null when there is none yet. Throws INPUT_FILE_UNREADABLE when it cannot be understood. */
export async function loadPosition(file: string): Promise<SamplePosition | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return null;
  }
  try {
    return positionSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new TonewatchError(
      'INPUT_FILE_UNREADABLE',
      `${file}: no position of the sample feed; delete it to begin anew: ${messageOf(error)}`,
    );
  }
}

/** Stores it so that a crash leaves the old one or the new one. */
export async function savePosition(file: string, position: SamplePosition): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const next = `${file}.next`;
  await writeFile(next, `${JSON.stringify(position)}\n`);
  await rename(next, file);
}
