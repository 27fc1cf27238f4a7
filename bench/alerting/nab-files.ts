import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** NAB's volume of tweets about a company, every 5 minutes. */
export interface NabFile {
  /** E.g. `CRM`. */
  readonly name: string;
  /** Milliseconds UTC, of each row. */
  readonly times: readonly number[];
  readonly counts: Uint32Array;
  /** The labelled anomalies: first and last row of each. */
  readonly windows: readonly (readonly [first: number, last: number])[];
}

export const NAB_MINUTES = 5;

/** The folder is beside the checkout, where it exists. */
export const nabFolder = join(import.meta.dirname, '../../../shared/data/nab-tweet-volume');

/** The files of the folder, by name; none where it does not exist. */
export function readNabFiles(folder = nabFolder): NabFile[] {
  if (!existsSync(folder)) return [];
  const labels = JSON.parse(readFileSync(join(folder, 'anomaly-windows.json'), 'utf8')) as Record<
    string,
    [string, string][]
  >;
  return readdirSync(folder)
    .filter((file) => file.endsWith('.csv'))
    .sort()
    .map((file) => readNabFile(join(folder, file), file, labels[`realTweets/${file}`] ?? []));
}

function readNabFile(path: string, file: string, windows: readonly [string, string][]): NabFile {
  const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  const cells = rows.map((row) => row.split(','));
  const times = cells.map(([time = '']) => timeOf(time));
  const rowAt = (text: string): number => {
    const row = times.indexOf(timeOf(text));
    if (row < 0) throw new Error(`${file}: no row at ${text}`);
    return row;
  };
  return {
    name: /volume_(\w+)\.csv/u.exec(file)?.[1] ?? file,
    times,
    counts: Uint32Array.from(cells, ([, value]) => Number(value)),
    windows: windows.map(([from, to]) => [rowAt(from), rowAt(to)] as const),
  };
}

/** `2015-02-26 21:42:53.000000`, taken as UTC. */
const timeOf = (text: string): number => Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
