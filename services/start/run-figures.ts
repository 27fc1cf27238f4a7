import type { Pool } from 'pg';
import { productTotals, type ProductTotals } from '#shared/database/sentiment-summary.ts';
import type { StageName } from '#shared/service/stage.ts';
import type { Telemetry } from '#shared/telemetry/telemetry.ts';
import { column } from './view/width.ts';

const stages: readonly StageName[] = ['ingest', 'clean', 'score', 'sink'];

/** What came of a run: `read`, `unmatched` and `deadLetters` of this run, the rest as PostgreSQL holds it now. */
export interface RunFigures {
  /** Records that the player sent. */
  readonly read: number;
  /** Unscored ones included. */
  readonly mentions: number;
  /** Posts that mention no product. */
  readonly unmatched: number;
  readonly unscored: number;
  readonly deadLetters: number;
  readonly products: readonly ProductTotals[];
}

export async function runFigures(pool: Pool, telemetry: Telemetry, read: number): Promise<RunFigures> {
  const products = await productTotals(pool);
  return {
    read,
    mentions: total(products, ({ mentions }) => mentions),
    unmatched: telemetry.counters('ingest').dropped,
    unscored: total(products, ({ unscored }) => unscored),
    deadLetters: deadLetters(telemetry),
    products,
  };
}

export const deadLetters = (telemetry: Telemetry): number =>
  stages.reduce((sum, stage) => sum + telemetry.counters(stage).deadLettered, 0);

/** The figures as the one line of JSON that programs read. */
export function figuresJson({ products, ...figures }: RunFigures): string {
  const byId = products.map(({ product, mentions, negative, neutral, positive }): [string, object] => [
    product,
    { mentions, negative, neutral, positive },
  ]);
  return JSON.stringify({ ...figures, products: Object.fromEntries(byId) });
}

/** The figures for people. */
export function figuresText(figures: RunFigures): string {
  const width = Math.min(30, Math.max(8, ...figures.products.map(({ name }) => name.length)));
  const rows = figures.products.map(
    ({ name, mentions, negative, neutral, positive, unscored }) =>
      column(name, width) + [mentions, negative, neutral, positive, unscored].map(cell).join(''),
  );
  return [
    '',
    ' '.repeat(width) + ['mentions', 'negative', 'neutral', 'positive', 'unscored'].map(cell).join(''),
    ...rows,
    '',
    `${number(figures.read)} posts played: ${number(figures.unmatched)} unmatched, ${number(figures.deadLetters)} dead letters.`,
    `PostgreSQL holds ${number(figures.mentions)} mentions, ${number(figures.unscored)} of them unscored.`,
    ...(figures.deadLetters > 0 ? ['What became dead letters, and why: tonewatch dead-letters list'] : []),
  ].join('\n');
}

const number = (value: number): string => value.toLocaleString('en-US');
const cell = (value: number | string): string =>
  (typeof value === 'number' ? number(value) : value).padStart(10);
const total = (products: readonly ProductTotals[], of: (totals: ProductTotals) => number): number =>
  products.reduce((sum, totals) => sum + of(totals), 0);
