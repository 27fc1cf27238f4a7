import type { Label } from '../../avro/mention.ts';

/** What the file calls each class. */
export type ClassNames = Readonly<Record<string, Label>>;

/** Where text and label are in a table, and what its labels mean. */
export interface TableLayout {
  readonly text?: string;
  readonly label?: string;
  readonly classes?: ClassNames;
}

/** Published sets, by columns that only they have. */
const known: readonly (TableLayout & { readonly columns: readonly string[] })[] = [
  // Twitter US Airline Sentiment.
  { columns: ['airline_sentiment'], label: 'airline_sentiment' },
  // Sanders corpus.
  { columns: ['TweetText', 'Sentiment'], text: 'TweetText', label: 'Sentiment' },
  // Brands and Product Emotions.
  {
    columns: ['is_there_an_emotion_directed_at_a_brand_or_product'],
    text: 'tweet_text',
    label: 'is_there_an_emotion_directed_at_a_brand_or_product',
    classes: {
      'Negative emotion': 'negative',
      'No emotion toward brand or product': 'neutral',
      'Positive emotion': 'positive',
    },
  },
  // Apple Twitter Sentiment.
  {
    columns: ['sentiment:confidence'],
    label: 'sentiment',
    classes: { 1: 'negative', 3: 'neutral', 5: 'positive' },
  },
  // Twitter entity sentiment.
  { columns: ['entity', 'sentiment'], label: 'sentiment' },
  // Sentiment140.
  {
    columns: ['polarity', 'query'],
    label: 'polarity',
    classes: { 0: 'negative', 2: 'neutral', 4: 'positive' },
  },
  // GLUE's SST-2.
  { columns: ['sentence', 'label'], text: 'sentence', classes: { 0: 'negative', 1: 'positive' } },
  // SemEval with topics, on two, three or five points.
  {
    columns: ['topic', 'label'],
    classes: {
      '-2': 'negative',
      '-1': 'negative',
      0: 'neutral',
      1: 'positive',
      2: 'positive',
      negative: 'negative',
      neutral: 'neutral',
      positive: 'positive',
    },
  },
];

/** The layout of a known table, else an empty one. */
export const layoutOf = (header: readonly string[]): TableLayout =>
  known.find(({ columns }) => columns.every((column) => header.includes(column))) ?? {};
