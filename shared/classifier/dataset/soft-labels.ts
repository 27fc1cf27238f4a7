import { z } from 'zod';
import type { Label } from '../../avro/mention.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { readTable } from './table.ts';
import { threeClasses } from './target.ts';

/** Probabilities that a teacher gives to the labels of the target, in their order. */
export type SoftLabel = readonly number[];

const probability = z.coerce.number().min(0).max(1);
const rowSchema = z.object({
  source: z.string().min(1),
  text: z.string(),
  negative: probability,
  neutral: probability.default(0),
  positive: probability,
});

/** Texts of one source by their soft labels, white space collapsed. */
export type SoftLabels = ReadonlyMap<string, ReadonlyMap<string, SoftLabel>>;

/** How texts are written in a file of soft labels. */
export const collapseSpace = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/**
 * A teacher's opinions: a table with the columns source, text, negative, neutral (if there is one), positive. By
 * source, then by text; the probabilities of the labels are made to add up to 1.
 * @throws TonewatchError INPUT_FILE_UNREADABLE
 */
export async function readSoftLabels(
  path: string,
  labels: readonly Label[] = threeClasses.labels,
): Promise<SoftLabels> {
  const bySource = new Map<string, Map<string, SoftLabel>>();
  for (const [i, row] of (await readTable(path)).entries()) {
    const parsed = rowSchema.safeParse(row);
    if (!parsed.success) {
      const problem = z.prettifyError(parsed.error).replace(/\s+/gu, ' ');
      throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}: record ${i + 1}: ${problem}`);
    }
    const { source, text, ...given } = parsed.data;
    const sum = labels.reduce((total, label) => total + given[label], 0) || 1;
    let texts = bySource.get(source);
    if (!texts) bySource.set(source, (texts = new Map<string, SoftLabel>()));
    texts.set(
      collapseSpace(text),
      labels.map((label) => given[label] / sum),
    );
  }
  return bySource;
}
