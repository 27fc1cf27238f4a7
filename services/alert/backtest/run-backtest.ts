import { writeFile } from 'node:fs/promises';
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
import { countPast } from '../history/count-past.ts';
import { excludedStretches } from '../settings/excluded-stretches.ts';
import { outputStyle } from '../settings/output.ts';
import { replayProducts, type Stretch } from './replay-products.ts';
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
    const { counts, excluded } = await historyOf(options, given as ConnectionOptions, progress);
    refuseUnknown(options.product ?? [], counts);
    const { from, to, product, sensitivity } = options;
    const backtest = replayProducts(
      counts,
      {
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(product && { products: new Set(product) }),
        excluded,
      },
      (share) => progress.show('replaying', share),
    );
    if (options.svg !== undefined) await write(options.svg, alertsPicture(backtest, counts, sensitivity));
    progress.clear();
    process.stdout.write(
      options.json
        ? `${JSON.stringify(alertsJson(backtest, sensitivity))}\n`
        : alertsTable(backtest, sensitivity, outputStyle().palette),
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

interface CountedHistory {
  readonly counts: readonly ProductCounts[];
  /** By product, what people have said is to be left out of its baseline. */
  readonly excluded: NonNullable<Stretch['excluded']>;
}

async function historyOf(
  { counts: file }: BacktestOptions,
  connection: ConnectionOptions,
  progress: ProgressLine,
): Promise<CountedHistory> {
  if (file !== undefined) {
    const pieces = openText(file, (share) => progress.show('reading counts', share));
    const counts = await readCounts(pieces, file === '-' ? 'standard input' : file);
    return { counts, excluded: new Map() };
  }
  const database = await openDatabase(configFrom(connection), createLog(connection.logLevel ?? 'warn'));
  try {
    const { pool } = database;
    // What the alert service has not come to yet.
    while ((await countPast(pool, Date.now(), Date.now())) > 0);
    const counts = await storedCounts(pool, (share) => progress.show('reading history', share));
    return { counts, excluded: await excludedStretches(pool, 'all', 0, Date.now()) };
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
