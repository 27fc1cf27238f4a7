import Sentiment from 'sentiment';
import type { Contender } from '../contender.ts';
import { bySign } from './by-sign.ts';
import { packageVersion } from './package-version.ts';

/** Its scores are sums of integers: everything but 0 has a sign. */
const THRESHOLD = 1;

export function openSentiment(): Contender {
  const sentiment = new Sentiment();
  return {
    name: 'sentiment',
    version: packageVersion('sentiment'),
    labelling: 'score > 0 positive, < 0 negative',
    score: (texts) => bySign(texts, (text) => sentiment.analyze(text).score, THRESHOLD),
    close: () => undefined,
  };
}
