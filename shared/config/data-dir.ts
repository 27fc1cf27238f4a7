import { accessSync, constants, mkdirSync } from 'node:fs';
import { fileProblem } from '../errors/file-problem.ts';
import { TonewatchError } from '../errors/tonewatch-error.ts';

/** Makes the data directory if it is missing. Throws CONFIG_INVALID when it cannot be made or written to. */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new TonewatchError(
      'CONFIG_INVALID',
      `dataDir: expected a folder that can be made and written to, got ${dataDir} (${fileProblem(error)}); give another --data-dir`,
      { cause: error },
    );
  }
}
