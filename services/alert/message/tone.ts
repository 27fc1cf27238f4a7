import type { AlertEvent, Severity } from './facts.ts';

/** What a message feels like: it decides its colour and its mark. */
export type Tone = Severity | 'resolved' | 'retracted' | 'digest';

export const toneOf = (event: AlertEvent, severity: Severity): Tone =>
  event === 'resolved' || event === 'retracted' ? event : severity;

interface Look {
  /** Dark enough for white letters (contrast above 4.5), light enough to be seen on black. */
  readonly colour: string;
  readonly mark: string;
}

export const looks: Readonly<Record<Tone, Look>> = {
  critical: { colour: '#c4281b', mark: '🔴' },
  serious: { colour: '#c2410c', mark: '🟠' },
  warning: { colour: '#996500', mark: '🟡' },
  resolved: { colour: '#1a7f4b', mark: '✅' },
  retracted: { colour: '#5b6675', mark: '↩️' },
  digest: { colour: '#5b6675', mark: '🗒️' },
};
