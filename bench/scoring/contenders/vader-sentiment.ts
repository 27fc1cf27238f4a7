import vader from 'vader-sentiment';
import type { Contender } from '../contender.ts';
import { bySign } from './by-sign.ts';
import { packageVersion } from './package-version.ts';

/** The thresholds that its documentation names. */
const THRESHOLD = 0.05;

export const openVader = (): Contender => ({
  name: 'vader-sentiment',
  version: packageVersion('vader-sentiment'),
  labelling: 'compound ≥ 0.05 positive, ≤ −0.05 negative',
  score: (texts) =>
    bySign(texts, (text) => vader.SentimentIntensityAnalyzer.polarity_scores(text).compound, THRESHOLD),
  close: () => undefined,
});
