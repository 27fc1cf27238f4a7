import type { Evidence, Mention } from '#shared/avro/mention.ts';
import { SEPARATOR } from './statements.ts';

/** One array for each column, as unnest() takes them. */
export type Columns = readonly (readonly (string | number | boolean | null)[])[];

/**
 * post_id, change, revision and posted_at (milliseconds UTC), and products, each an array in PostgreSQL's notation:
 * unnest() has no use for arrays of different lengths.
 */
export function postColumns(versions: readonly Mention[]): Columns {
  return [
    versions.map(({ postId }) => postId),
    versions.map(({ change }) => change),
    versions.map(({ revision }) => revision),
    versions.map(({ postedAt }) => postedAt),
    versions.map(productsOf),
  ];
}

/** Those of postColumns, then the columns of mentions from platform to the weights of the evidence. Probabilities in millionths. */
export function mentionColumns(versions: readonly Mention[]): Columns {
  const sentiments = versions.map(({ sentiment }) => sentiment);
  return [
    ...postColumns(versions),
    versions.map(({ platform }) => platform),
    versions.map(({ feed }) => feed),
    versions.map(({ text }) => withoutNul(text)),
    versions.map(({ author }) => author),
    versions.map(({ language }) => language),
    versions.map(({ url }) => url),
    versions.map(({ repostOf }) => repostOf),
    versions.map(({ reach }) => reach),
    versions.map(({ cluster }) => cluster),
    sentiments.map((sentiment) => sentiment && sentiment.label),
    sentiments.map((sentiment) => sentiment && millionths(sentiment.negative)),
    sentiments.map((sentiment) => sentiment && millionths(sentiment.neutral)),
    sentiments.map((sentiment) => sentiment && millionths(sentiment.positive)),
    versions.map(({ model }) => model),
    versions.map(({ evidence }) => textsOf(evidence)),
    versions.map(({ evidence }) => weightsOf(evidence)),
  ];
}

const millionths = (probability: number): number => Math.round(probability * 1_000_000);

const textsOf = (evidence: readonly Evidence[]): string =>
  evidence.length === 0 ? '' : withoutNul(evidence.map(({ text }) => text).join(SEPARATOR));

/** Weights are thousandths; a float32 would be written with digits that mean nothing. */
const weightsOf = (evidence: readonly Evidence[]): string =>
  `{${evidence.map(({ weight }) => Math.round(weight * 1_000) / 1_000).join(',')}}`;

/** PostgreSQL keeps no U+0000 in text. */
const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text);

export function productsOf({ change, products }: Mention): string {
  if (change === 'delete' || products.length === 0) return '{}';
  return `{${[...new Set(products)].map(quoted).join(',')}}`;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/gu, '\\$&')}"`;
