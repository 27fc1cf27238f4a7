import type { Label, Sentiment } from '../avro/mention.ts';

const MICRO = 1_000_000;

/**
 * Three probabilities as they are stored: rounded to millionths that add up to exactly one million (largest remainder),
 * so that sums in PostgreSQL are exact. The label is that of the largest before rounding; of equal ones the most
 * neutral, then the negative one.
 */
export function sentimentOf(negative: number, neutral: number, positive: number): Sentiment {
  const scale = MICRO / (negative + neutral + positive);
  const exact = [negative * scale, neutral * scale, positive * scale] as const;
  const micro: [number, number, number] = [Math.floor(exact[0]), Math.floor(exact[1]), Math.floor(exact[2])];
  for (let left = MICRO - micro[0] - micro[1] - micro[2]; left > 0; left--) {
    const a = exact[0] - micro[0];
    const b = exact[1] - micro[1];
    const c = exact[2] - micro[2];
    if (b >= a && b >= c) micro[1]++;
    else if (a >= c) micro[0]++;
    else micro[2]++;
  }
  return {
    label: largest(negative, neutral, positive),
    negative: micro[0] / MICRO,
    neutral: micro[1] / MICRO,
    positive: micro[2] / MICRO,
  };
}

function largest(negative: number, neutral: number, positive: number): Label {
  if (neutral >= negative && neutral >= positive) return 'neutral';
  return negative >= positive ? 'negative' : 'positive';
}
