import type { Queryable } from '../counting/changed-hours.ts';
import { baselinePeriod, type BaselinePeriod } from '../detection/baseline-period.ts';
import type { History } from '../detection/history.ts';
import { MINUTE } from '../detection/windows.ts';
import { staggerOf } from './stagger.ts';

/** A product and the model whose baseline is wanted. */
export interface Wanted {
  readonly product: string;
  readonly model: string;
}

/** A stretch of event time that does not count, milliseconds UTC. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface PeriodHistory {
  readonly period: BaselinePeriod;
  readonly history: History;
}

const TILE_MINUTES = 15;
const TILE = TILE_MINUTES * MINUTE;

interface TileRow {
  readonly product_id: string;
  readonly tile: number;
  readonly mentions: number;
  readonly scored: number;
  readonly negative: number;
}

/** By product, the history that its baseline at a moment (milliseconds UTC) is learnt from. */
export async function loadHistories(
  client: Queryable,
  wanted: readonly Wanted[],
  at: number,
  excluded: (product: string) => readonly Stretch[],
): Promise<Map<string, PeriodHistory>> {
  const firsts = await firstMinutes(
    client,
    wanted.map(({ product }) => product),
  );
  const periods = wanted.map(({ product }) =>
    baselinePeriod(at, firsts.get(product) ?? at, staggerOf(product)),
  );
  const { rows } = await client.query<TileRow>(
    `select w.product_id, floor(extract(epoch from d.minute - to_timestamp(w.starts)) / $5)::float8 as tile,
       sum(d.mentions)::float8 as mentions,
       coalesce(sum(d.mentions) filter (where d.model = w.model), 0)::float8 as scored,
       coalesce(sum(d.negative) filter (where d.model = w.model), 0)::float8 as negative
     from unnest($1::text[], $2::text[], $3::float8[], $4::float8[]) as w(product_id, model, starts, ends)
     join distinct_minutes d on d.product_id = w.product_id
       and d.minute >= to_timestamp(w.starts) and d.minute < to_timestamp(w.ends)
     group by 1, 2`,
    [
      wanted.map(({ product }) => product),
      wanted.map(({ model }) => model),
      periods.map(({ from }) => from / 1_000),
      periods.map(({ to }) => to / 1_000),
      TILE / 1_000,
    ],
  );
  const histories = new Map<string, PeriodHistory & { history: WritableHistory }>();
  wanted.forEach(({ product }, i) => {
    const period = periods[i];
    if (period) histories.set(product, { period, history: emptyHistory(period, excluded(product)) });
  });
  for (const { product_id, tile, mentions, scored, negative } of rows) {
    const history = histories.get(product_id)?.history;
    // The last tile may be cut off.
    if (!history || tile >= history.mentions.length) continue;
    history.mentions[tile] = mentions;
    history.scored[tile] = scored;
    history.negative[tile] = negative;
  }
  return histories;
}

type WritableHistory = History & Record<'mentions' | 'scored' | 'negative', Float64Array>;

function emptyHistory({ from, to }: BaselinePeriod, stretches: readonly Stretch[]): WritableHistory {
  const tiles = Math.max(0, Math.floor((to - from) / TILE));
  const excluded = new Uint8Array(tiles);
  for (const stretch of stretches) {
    const first = Math.max(0, Math.floor((stretch.from - from) / TILE));
    excluded.fill(1, first, Math.max(first, Math.ceil((stretch.to - from) / TILE)));
  }
  return {
    start: from,
    tileMinutes: TILE_MINUTES,
    mentions: new Float64Array(tiles),
    scored: new Float64Array(tiles),
    negative: new Float64Array(tiles),
    excluded,
  };
}

/** By product its first minute with a mention, milliseconds UTC. */
export async function firstMinutes(
  client: Queryable,
  products: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ product_id: string; first: number | null }>(
    `select product_id, (
       select extract(epoch from d.minute)::float8 * 1000
       from distinct_minutes d where d.product_id = given.product_id order by d.minute limit 1
     ) as first
     from unnest($1::text[]) as given(product_id)`,
    [products],
  );
  return new Map(rows.flatMap(({ product_id, first }) => (first === null ? [] : [[product_id, first]])));
}
