import { z } from 'zod';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { readTable } from './table.ts';

/** Probabilities of negative, neutral, positive that a teacher gives. */
export type SoftLabel = readonly [number, number, number];

const rowSchema = z.object({
  source: z.string().min(1),
  text: z.string(),
  negative: z.coerce.number().min(0).max(1),
  neutral: z.coerce.number().min(0).max(1),
  positive: z.coerce.number().min(0).max(1),
});

/** Texts of one source by their soft labels, white space collapsed. */
export type SoftLabels = ReadonlyMap<string, ReadonlyMap<string, SoftLabel>>;

/** How texts are written in a file of soft labels. */
export const collapseSpace = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/**
 * A teacher's opinions: a table with the columns source, text, negative, neutral, positive. By source, then by text.
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function readSoftLabels(path: string): Promise<SoftLabels> {
  const bySource = new Map<string, Map<string, SoftLabel>>();
  for (const [i, row] of (await readTable(path)).entries()) {
    const parsed = rowSchema.safeParse(row);
    if (!parsed.success) {
      const problem = z.prettifyError(parsed.error).replace(/\s+/gu, ' ');
      throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}: record ${i + 1}: ${problem}`);
    }
    const { source, text, negative, neutral, positive } = parsed.data;
    const sum = negative + neutral + positive || 1;
    let texts = bySource.get(source);
    if (!texts) bySource.set(source, (texts = new Map<string, SoftLabel>()));
    texts.set(collapseSpace(text), [negative / sum, neutral / sum, positive / sum]);
  }
  return bySource;
}
