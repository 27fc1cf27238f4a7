import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { prepareDataDir } from '#shared/config/data-dir.ts';
import type { Config } from '#shared/config/schema.ts';
import { createLog } from '#shared/telemetry/log.ts';

const WARNING = 40;

/**
 * The log of a run: on stderr, except under the live view, where it would tear the frames: there it goes to a file in
 * the data directory, and `onTrouble` hears of warnings and errors.
 */
export function openRunLog(config: Config, live: boolean, onTrouble: (line: string) => void): Logger {
  if (!live) return createLog(config.logLevel);
  prepareDataDir(config.dataDir);
  const name = join(config.dataDir, 'tonewatch.log');
  const file = createWriteStream(name, { flags: 'a' });
  let warnings = 0;
  const write = (line: string): void => {
    file.write(line);
    const level = Number(/"level":(\d+)/u.exec(line)?.[1] ?? 0);
    if (level >= WARNING) {
      warnings += 1;
      onTrouble(`${warnings === 1 ? 'a warning' : `${warnings} warnings`} in ${name}`);
    }
  };
  return pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write });
}
