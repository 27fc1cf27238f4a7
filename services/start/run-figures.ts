import type { Pool } from 'pg';
import { productTotals, type ProductTotals } from '#shared/database/sentiment-summary.ts';
import { tellingWords } from '#shared/database/telling-words.ts';
import type { StageName } from '#shared/service/stage.ts';
import type { Telemetry } from '#shared/telemetry/telemetry.ts';
import { column, fitted } from './view/width.ts';

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
  /** By product what weighs most in its negative mentions. */
  readonly telling: ReadonlyMap<string, readonly string[]>;
}

/** Words of a product at the end of a run. */
const TELLING = 6;

export async function runFigures(pool: Pool, telemetry: Telemetry, read: number): Promise<RunFigures> {
  const [products, telling] = await Promise.all([productTotals(pool), tellingWords(pool, TELLING)]);
  return {
    read,
    mentions: total(products, ({ mentions }) => mentions),
    unmatched: telemetry.counters('ingest').dropped,
    unscored: total(products, ({ unscored }) => unscored),
    deadLetters: deadLetters(telemetry),
    products,
    telling,
  };
}

export const deadLetters = (telemetry: Telemetry): number =>
  stages.reduce((sum, stage) => sum + telemetry.counters(stage).deadLettered, 0);

/** The figures as the one line of JSON that programs read. */
export function figuresJson(figures: Omit<RunFigures, 'telling'>): string {
  const { read, mentions, unmatched, unscored, deadLetters: letters } = figures;
  const products = figures.products.map((totals): [string, object] => {
    const { product, mentions: all, negative, neutral, positive } = totals;
    return [product, { mentions: all, negative, neutral, positive }];
  });
  return JSON.stringify({
    ...{ read, mentions, unmatched, unscored, deadLetters: letters },
    products: Object.fromEntries(products),
  });
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
    ...tellingLines(figures, width),
    `${number(figures.read)} posts played: ${number(figures.unmatched)} unmatched, ${number(figures.deadLetters)} dead letters.`,
    `PostgreSQL holds ${number(figures.mentions)} mentions, ${number(figures.unscored)} of them unscored.`,
    ...(figures.deadLetters > 0 ? ['What became dead letters, and why: tonewatch dead-letters list'] : []),
  ].join('\n');
}

/** `Delta     late flight · rude · cancelled`: what the negative mentions say. */
function tellingLines({ products, telling }: RunFigures, width: number): string[] {
  const lines = products.flatMap(({ product, name }) => {
    const words = new Set(telling.get(product)?.map(withoutMarks));
    words.delete('');
    return words.size > 0
      ? [`${column(name, width)}  ${fitted([...words].join(' · '), LINE - width - 2)}`]
      : [];
  });
  return lines.length === 0 ? [] : ['What makes mentions negative:', ...lines, ''];
}

/** Marks such as `<user>` and `<caps>` mean something to the model only. */
const withoutMarks = (words: string): string => words.replace(/<[a-z-]+> ?/gu, '').trim();

/** A terminal of 80 columns. */
const LINE = 79;

const number = (value: number): string => value.toLocaleString('en-US');
const cell = (value: number | string): string =>
  (typeof value === 'number' ? number(value) : value).padStart(10);
const total = (products: readonly ProductTotals[], of: (totals: ProductTotals) => number): number =>
  products.reduce((sum, totals) => sum + of(totals), 0);
