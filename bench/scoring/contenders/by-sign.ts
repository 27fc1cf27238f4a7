import { labels } from '#shared/avro/mention.ts';

const [negative, neutral, positive] = (['negative', 'neutral', 'positive'] as const).map((label) =>
  labels.indexOf(label),
) as [number, number, number];

/** Labels by scores: positive from `threshold` on, negative from −`threshold` down, else neutral. */
export const bySign = (
  texts: readonly string[],
  score: (text: string) => number,
  threshold: number,
): Uint8Array =>
  Uint8Array.from(texts, (text) => {
    const value = score(text);
    return value >= threshold ? positive : value <= -threshold ? negative : neutral;
  });
