import { catalogue } from '#shared/errors/catalogue.ts';
import { messageOf, TonewatchError } from '#shared/errors/tonewatch-error.ts';

export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  /** False: nice to have; its absence is no failure. */
  readonly needed: boolean;
  readonly detail: string;
  /** What to do; null when all is well. */
  readonly remedy: string | null;
}

/** Carries out one check: `work` answers what is there, or throws. */
export async function check(
  name: string,
  work: () => Promise<string> | string,
  needed = true,
): Promise<Finding> {
  try {
    return { check: name, ok: true, needed, detail: await work(), remedy: null };
  } catch (error) {
    const remedy = error instanceof TonewatchError ? catalogue[error.code].remedy : 'Report it: it is a bug.';
    return { check: name, ok: false, needed, detail: messageOf(error), remedy };
  }
}
