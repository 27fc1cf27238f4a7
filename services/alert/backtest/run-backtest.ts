import { writeFile } from 'node:fs/promises';
import colours from 'picocolors';
import { z } from 'zod';
import { configFrom, type ConnectionOptions } from '#shared/config/options.ts';
import { openDatabase } from '#shared/database/open.ts';
import { fileProblem } from '#shared/errors/file-problem.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { createLog } from '#shared/telemetry/log.ts';
import { sensitivities } from '../detection/sensitivity.ts';
import { alertsJson } from './alerts-json.ts';
import { alertsTable } from './alerts-table.ts';
import type { ProductCounts } from './counts/count-series.ts';
import { openText } from './counts/open-text.ts';
import { readCounts } from './counts/read-counts.ts';
import { parseTime } from './counts/time.ts';
import { alertsPicture } from './picture/alerts-picture.ts';
import { createProgressLine, type ProgressLine } from './progress-line.ts';
import { replayProducts } from './replay-products.ts';
import { storedCounts } from './stored-counts.ts';

const time = z.string().transform((text, context) => {
  const parsed = parseTime(text);
  if (parsed !== null) return parsed;
  context.addIssue(`expected ISO 8601 like 2025-03-14T09:30:00Z, got ${JSON.stringify(text)}`);
  return z.NEVER;
});

const optionsSchema = z.object({
  counts: z.string().optional(),
  sensitivity: z.enum(sensitivities),
  product: z.array(z.string()).optional(),
  from: time.optional(),
  to: time.optional(),
  json: z.boolean().default(false),
  svg: z.string().optional(),
});
type BacktestOptions = z.infer<typeof optionsSchema>;

/**
 * Replays a history and prints the alerts that it would have raised.
 *
 * @throws TonewatchError CONFIG_INVALID, COUNTS_INVALID, INPUT_FILE_UNREADABLE, DATABASE_UNREACHABLE, DATABASE_FAILED
 */
export async function runBacktest(given: unknown): Promise<void> {
  const options = checked(given);
  const progress = createProgressLine(process.stderr);
  try {
    const counts = await countsOf(options, given as ConnectionOptions, progress);
    refuseUnknown(options.product ?? [], counts);
    const { from, to, product, sensitivity } = options;
    const backtest = replayProducts(
      counts,
      {
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(product && { products: new Set(product) }),
      },
      (share) => progress.show('replaying', share),
    );
    if (options.svg !== undefined) await write(options.svg, alertsPicture(backtest, counts, sensitivity));
    progress.clear();
    process.stdout.write(
      options.json
        ? `${JSON.stringify(alertsJson(backtest, sensitivity))}\n`
        : alertsTable(backtest, sensitivity, colours),
    );
  } finally {
    progress.clear();
  }
}

function checked(given: unknown): BacktestOptions {
  const parsed = optionsSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
    throw new TonewatchError('CONFIG_INVALID', problems.join('; '));
  }
  const { from = -Infinity, to = Infinity } = parsed.data;
  if (from >= to) throw new TonewatchError('CONFIG_INVALID', '--to: expected a time after --from');
  return parsed.data;
}

async function countsOf(
  { counts }: BacktestOptions,
  connection: ConnectionOptions,
  progress: ProgressLine,
): Promise<ProductCounts[]> {
  if (counts !== undefined) {
    const pieces = openText(counts, (share) => progress.show('reading counts', share));
    return readCounts(pieces, counts === '-' ? 'standard input' : counts);
  }
  const database = await openDatabase(configFrom(connection), createLog(connection.logLevel ?? 'warn'));
  try {
    return await storedCounts(database.pool, (share) => progress.show('reading history', share));
  } finally {
    await database.close();
  }
}

function refuseUnknown(wanted: readonly string[], counts: readonly ProductCounts[]): void {
  const known = new Set(counts.map(({ product }) => product));
  const unknown = wanted.filter((product) => !known.has(product)).map((product) => JSON.stringify(product));
  if (unknown.length === 0) return;
  const some = [...known].slice(0, 10).join(', ');
  throw new TonewatchError(
    'CONFIG_INVALID',
    `--product: no counts of ${unknown.join(', ')}; there are ${known.size === 0 ? 'none at all' : some}${known.size > 10 ? ', …' : ''}`,
  );
}

/** The picture. */
async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new TonewatchError('CONFIG_INVALID', `--svg ${file}: ${fileProblem(cause)}`, { cause });
  }
}
