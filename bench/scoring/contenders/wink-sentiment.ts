import wink from 'wink-sentiment';
import type { Contender } from '../contender.ts';
import { bySign } from './by-sign.ts';
import { packageVersion } from './package-version.ts';

export const openWink = (): Contender => ({
  name: 'wink-sentiment',
  version: packageVersion('wink-sentiment'),
  labelling: 'normalizedScore > 0 positive, < 0 negative',
  score: (texts) => bySign(texts, (text) => wink(text).normalizedScore, Number.MIN_VALUE),
  close: () => undefined,
});
