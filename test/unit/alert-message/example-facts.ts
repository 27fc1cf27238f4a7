import type {
  AlertFacts,
  DigestFacts,
  Exemplar,
  IncidentFacts,
} from '../../../services/alert/message/facts.ts';

const exemplar = (text: string, minute: number, rest: Partial<Exemplar> = {}): Exemplar => ({
  postId: `post-${minute}`,
  text,
  url: `https://social.example/posts/${minute}`,
  postedAt: `2026-03-14T08:${minute}:10.000Z`,
  platform: 'reddit',
  negative: 0.97,
  reach: 1_240,
  copies: 1,
  ...rest,
});

/** A crisis with all that can be known about it. */
export const crisis: IncidentFacts = {
  id: '0195a3c2',
  product: { id: 'aero-x1', name: 'Aero X1', brand: 'Aero' },
  kind: 'tone',
  severity: 'critical',
  window: '1h',
  windowStart: '2026-03-14T08:26:00.000Z',
  windowEnd: '2026-03-14T09:26:00.000Z',
  negative: 212,
  mentions: 301,
  negativeShare: 212 / 301,
  interval: [0.6503, 0.7528],
  baselineShare: 0.1806,
  expectedNegative: 31.4,
  multiple: 3.9,
  firstSeenAt: '2026-03-14T08:41:20.000Z',
  openedAt: '2026-03-14T09:26:00.000Z',
  detectedAt: '2026-03-14T09:27:04.000Z',
  escalatedAt: null,
  resolvedAt: null,
  exemplars: [
    exemplar(
      'My Aero X1 battery swelled up overnight and cracked the case. Two weeks old. Support says “wait”.',
      41,
      {
        negative: 0.991,
        reach: 12_400,
        copies: 14,
      },
    ),
    exemplar('Third Aero X1 in our office that gets too hot to hold.\n\nIs there a recall?', 47, {
      platform: 'x',
    }),
    exemplar('Do not charge the X1 at night. Photos in the thread, it is not pretty.', 52, {
      platform: 'x',
      reach: null,
    }),
    exemplar('Der Akku vom X1 bläht sich auf, und der Support schickt Textbausteine.', 55, { reach: 310 }),
    exemplar('Returned mine today. The shop had a box full of them.', 58, { platform: 'youtube', url: null }),
  ],
  drivers: [
    { term: 'battery', mentions: 74, baselineMentions: 12, z: 9.1 },
    { term: 'swollen', mentions: 51, baselineMentions: 0, z: 8.4 },
    { term: 'recall', mentions: 31, baselineMentions: 0, z: 6.2 },
    { term: 'too hot', mentions: 24, baselineMentions: 3, z: 5.0 },
    { term: 'support', mentions: 22, baselineMentions: 9, z: 3.3 },
  ],
  authors: { distinct: 287, topShare: 0.021 },
  reach: 1_240_300,
  amplification: { mentions: 388, copies: 87 },
  sources: [
    { name: 'reddit', mentions: 140 },
    { name: 'x', mentions: 101 },
    { name: 'youtube', mentions: 60 },
  ],
  languages: [
    { name: 'en', mentions: 250 },
    { name: 'de', mentions: 51 },
  ],
  model: 'posts@7',
  completeness: { complete: true, reasons: [] },
  why: 'A share this high or higher has a chance of 1 in 40 million at this time of the week; 287 authors wrote it, none more than 2 %.',
  links: {
    show: 'https://tonewatch.example/incidents/0195a3c2',
    mute: 'https://tonewatch.example/incidents/0195a3c2/mute',
    expected: 'https://tonewatch.example/incidents/0195a3c2/expected',
    wrongSentiment: 'tonewatch alerts wrong-sentiment 0195a3c2 POST_ID',
  },
};

export const alert = (event: AlertFacts['event'], ...incidents: Partial<IncidentFacts>[]): AlertFacts => ({
  schema: 'tonewatch.alert/1',
  event,
  brand: incidents.length > 1 ? 'Aero' : null,
  thread: crisis.id,
  incidents: (incidents.length === 0 ? [{}] : incidents).map((change) => ({ ...crisis, ...change })),
});

export const product = (name: string): Partial<IncidentFacts> => ({
  product: { id: name.toLowerCase().replaceAll(' ', '-'), name, brand: 'Aero' },
});

const entry: DigestFacts['entries'][number] = {
  event: 'opened',
  at: '2026-03-14T21:26:00.000Z',
  incident: '0195a3c2',
  product: 'Aero X1',
  kind: 'tone',
  severity: 'warning',
  negative: 12,
  mentions: 31,
  baselineShare: 0.18,
  link: 'https://tonewatch.example/incidents/0195a3c2',
};

export const digest = (...entries: Partial<typeof entry>[]): DigestFacts => ({
  schema: 'tonewatch.digest/1',
  reason: 'daily cap of 20 messages',
  entries: entries.map((change) => ({ ...entry, ...change })),
});
