/** A stretch of event time of one product, and the model whose mentions count. */
export interface ScoredStretch {
  readonly product: string;
  /** Milliseconds UTC, inclusive. */
  readonly from: number;
  /** Milliseconds UTC, exclusive. */
  readonly to: number;
  readonly model: string;
}

/** Which rows of mentions it holds, with the parameters of `stretchValues`: what the model has scored. */
export const isInStretch = `product_id = $1 and posted_at >= to_timestamp($2::float8) and posted_at < to_timestamp($3::float8)
    and label is not null and coalesce(model, '') = $4`;

/** $1 to $4 of `isInStretch`. */
export const stretchValues = ({
  product,
  from,
  to,
  model,
}: ScoredStretch): [string, number, number, string] => [product, from / 1_000, to / 1_000, model];
